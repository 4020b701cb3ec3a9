namespace AiInstrument.Collector.Queries.Coverage;

/// <summary>Registry against traffic.</summary>
/// <param name="Builds">The builds that the report covers.</param>
/// <param name="CallSites">All call sites of those builds, and those that only traffic knows.</param>
/// <param name="Features">Declared features with what they did.</param>
/// <param name="EntryPoints">Routes and jobs with what they did.</param>
public sealed record CoverageReport(
    IReadOnlyList<CoverageBuild> Builds,
    IReadOnlyList<CoverageCallSite> CallSites,
    IReadOnlyList<CoverageItem> Features,
    IReadOnlyList<CoverageItem> EntryPoints);
