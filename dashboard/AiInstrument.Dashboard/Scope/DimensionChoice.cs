namespace AiInstrument.Dashboard.Scope;

/// <summary>A dimension in a form that filters.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Names">The names to choose among; empty where there are too many, so that one is typed.</param>
/// <param name="Chosen">The name that is chosen; empty for "without", null for any.</param>
internal sealed record DimensionChoice(Dimension Dimension, IReadOnlyList<string> Names, string? Chosen);
