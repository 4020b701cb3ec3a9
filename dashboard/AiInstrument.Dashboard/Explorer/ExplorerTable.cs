using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Coverage;

namespace AiInstrument.Dashboard.Explorer;

/// <summary>One page of an explorer's rows and what they add up to.</summary>
/// <param name="Rows">The rows of the page.</param>
/// <param name="Count">Rows of all pages.</param>
/// <param name="AllCount">Names of the dimension, those that the search and the bounds leave out too.</param>
/// <param name="Whole">The sums of the scope.</param>
/// <param name="WholeBefore">The same in the period that is compared with; null when none is.</param>
/// <param name="Sum">The sums of the rows of all pages.</param>
/// <param name="SumBefore">The same in the period that is compared with; null when none is.</param>
internal sealed record ExplorerTable(
    IReadOnlyList<ExplorerRow> Rows, int Count, int AllCount, UsageTotals Whole, UsageTotals? WholeBefore, UsageTotals Sum, UsageTotals? SumBefore)
{
    /// <summary>What is known of call sites, by id; empty for other dimensions.</summary>
    public IReadOnlyDictionary<string, CoverageCallSite> Sites { get; init; } = new Dictionary<string, CoverageCallSite>(StringComparer.Ordinal);
}
