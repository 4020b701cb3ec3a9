namespace AiInstrument.Collector.Queries.Coverage;

/// <summary>What an entry point reaches.</summary>
/// <param name="CallSites">How many call sites.</param>
/// <param name="Ambiguous">How many of them only if a call on the way goes to one of several implementations.</param>
/// <param name="Features">Their features; null stands for one that shows only at run time.</param>
public sealed record CoverageReached(int CallSites, int Ambiguous, IReadOnlyList<string?> Features);
