namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;

/// <summary>One field of a list's filter form.</summary>
/// <param name="Name">The query parameter.</param>
/// <param name="Label">Its label, in the reader's language.</param>
/// <param name="Value">What narrows now, or null.</param>
internal sealed record FilterField(string Name, string Label, string? Value)
{
    /// <summary>What can be chosen, with how it is called; null for a field to type in.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Choices { get; init; }

    /// <summary><c>search</c>, <c>text</c>, or <c>decimal</c> and <c>numeric</c> for figures.</summary>
    public string Mode { get; init; } = "text";

    public string? Hint { get; init; }

    /// <summary>Resource key of what stands for no choice; null where something is always chosen.</summary>
    public string? Empty { get; init; } = "Any";
}
