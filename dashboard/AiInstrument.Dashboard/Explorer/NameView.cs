using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Dashboard.Charts;
using AiInstrument.Dashboard.Overview;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Explorer;

/// <summary>What the page of a name shows.</summary>
/// <param name="Title">The name, or what stands for calls without one.</param>
/// <param name="Totals">Its sums.</param>
/// <param name="Chart">Its usage over time.</param>
/// <param name="Facts">What is known of it beside.</param>
/// <param name="Watchers">Budgets and alert rules that name it.</param>
/// <param name="Latest">Its newest records.</param>
/// <param name="Breakdowns">Its usage by the other dimensions.</param>
internal sealed record NameView(
    string Title,
    UsageTotals Totals,
    ChartModel Chart,
    IReadOnlyList<Fact> Facts,
    IReadOnlyList<AttentionItem> Watchers,
    IReadOnlyList<InteractionRow> Latest,
    IReadOnlyList<Breakdown> Breakdowns)
{
    /// <summary>The sums of the period that is compared with; null when none is.</summary>
    public UsageTotals? Before { get; init; }

    /// <summary>The days of <see cref="Before"/> with the page's filter.</summary>
    public UsageScope? ScopeBefore { get; init; }

    /// <summary>How well its calls went; null where that is not kept.</summary>
    public Quality? Quality { get; init; }
}
