using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Overview;

/// <summary>One of the overview's cards.</summary>
/// <param name="Scope">Its period, with the page's filter.</param>
/// <param name="Totals">Its sums.</param>
/// <param name="Previous">The sums of the period before, or null for all time.</param>
/// <param name="Costs">Cost by bucket in nano-dollars, oldest first.</param>
internal sealed record PeriodCard(UsageScope Scope, UsageTotals Totals, UsageTotals? Previous, IReadOnlyList<long> Costs)
{
    /// <summary>The first day with calls of all time; null for other periods, and without calls.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>The sums of the day's whole hours, where <see cref="Previous"/> is that of the same hours of the day before; null where all of the card is compared.</summary>
    public UsageTotals? WholeHours { get; init; }

    /// <summary>What <see cref="Previous"/> is held against.</summary>
    public UsageTotals Compared => WholeHours ?? Totals;

    /// <summary>How much the cost grew, as a share of the previous cost; null where there is nothing to compare.</summary>
    public double? Change => Previous is { CostNanoUsd: > 0 } previous
        ? ((double)Compared.CostNanoUsd / previous.CostNanoUsd) - 1
        : null;
}
