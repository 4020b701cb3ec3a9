namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages;

/// <summary>What is wrong with a field.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Message">In the reader's language; null when nothing is.</param>
internal sealed record FieldError(string Field, string? Message)
{
    /// <summary>The id that the field names as its description.</summary>
    public string Id => Field + "-error";

    /// <summary>The id, or null when nothing is wrong.</summary>
    public string? DescribedBy => Message is null ? null : Id;
}
