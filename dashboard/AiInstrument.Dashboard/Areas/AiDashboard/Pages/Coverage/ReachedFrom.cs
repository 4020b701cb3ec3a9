using AiInstrument.Collector.Queries.Coverage;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Coverage;

/// <summary>The routes and jobs from which a call site is reached. The first few are shown at once.</summary>
internal sealed record ReachedFrom(UsageScope Scope, IReadOnlyList<CoverageReach>? EntryPoints)
{
    private const int AtOnce = 3;

    public IEnumerable<CoverageReach> First => EntryPoints!.Take(Shown);

    public IReadOnlyList<CoverageReach> Others => [.. EntryPoints!.Skip(Shown)];

    // One more is as short as the words that would hide it.
    private int Shown => EntryPoints!.Count == AtOnce + 1 ? AtOnce + 1 : AtOnce;
}
