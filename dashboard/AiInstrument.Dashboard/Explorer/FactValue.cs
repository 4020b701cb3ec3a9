namespace AiInstrument.Dashboard.Explorer;

/// <summary>A value of a fact.</summary>
/// <param name="Text">As it is read.</param>
/// <param name="Href">Its own page, or null.</param>
/// <param name="Detail">What stands below it, or null.</param>
internal sealed record FactValue(string Text, string? Href = null, string? Detail = null);
