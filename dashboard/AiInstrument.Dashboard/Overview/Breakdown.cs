using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Overview;

/// <summary>The largest groups of one dimension.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Scope">Days and filter.</param>
/// <param name="Groups">The largest groups.</param>
/// <param name="GroupCount">How many there are in all.</param>
/// <param name="Whole">The sums that shares are of.</param>
internal sealed record Breakdown(Dimension Dimension, UsageScope Scope, IReadOnlyList<UsageGroup> Groups, int GroupCount, UsageTotals Whole)
{
    /// <summary>What a group is called, where that is not its name.</summary>
    public Func<string, string>? Label { get; init; }
}
