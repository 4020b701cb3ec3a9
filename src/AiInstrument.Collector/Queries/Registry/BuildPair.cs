using AiInstrument.Collector.Queries.Coverage;

namespace AiInstrument.Collector.Queries.Registry;

/// <summary>The two newest builds of an assembly.</summary>
/// <param name="Latest">The newest.</param>
/// <param name="Previous">The one before.</param>
public sealed record BuildPair(CoverageBuild Latest, CoverageBuild Previous);
