namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Alerts;

/// <summary>One input of a form, with what was typed and what is wrong with it.</summary>
/// <param name="Name">The field's name in the form.</param>
/// <param name="Label">Its label, in the reader's language.</param>
/// <param name="Value">What stands in it.</param>
/// <param name="Problem">What is wrong with it, or null.</param>
internal sealed record FormField(string Name, string Label, string? Value, string? Problem)
{
    public string Type { get; init; } = "text";

    public string? Unit { get; init; }

    public string? Mode { get; init; }

    public int? MaxLength { get; init; }

    public string? Placeholder { get; init; }

    /// <summary>Whether it takes a row of its own: what is typed is long.</summary>
    public bool IsWide { get; init; }
}
