using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Formatting;

/// <summary>What pages derive from sums.</summary>
internal static class UsageShares
{
    public static long Tokens(this UsageTotals totals) => totals.InputTokens + totals.OutputTokens;

    /// <summary>Succeeded calls as a share of all, or null without calls.</summary>
    public static double? SuccessRate(this UsageTotals totals) => totals.Calls == 0 ? null : (double)totals.Succeeded / totals.Calls;

    public static double? FailureRate(this UsageTotals totals) => totals.Calls == 0 ? null : (double)totals.Failed / totals.Calls;

    public static double? MeanDurationMs(this UsageTotals totals) => totals.Calls == 0 ? null : (double)totals.DurationMs / totals.Calls;

    /// <summary>Nothing of these calls' cost is known.</summary>
    public static bool IsCostUnknown(this UsageTotals totals) => totals.CostNanoUsd == 0 && (totals.UnpricedCalls > 0 || totals.IsUsageUnknown());

    /// <summary>The resource key of what stands in the place of a cost that is not known.</summary>
    public static string UnknownCostKey(this UsageTotals totals) => totals.UnpricedCalls > 0 ? "Unpriced" : "UsageUnknown";

    /// <summary>Some of these calls reached a provider, and nobody said what any of them used.</summary>
    public static bool IsUsageUnknown(this UsageTotals totals) => totals.EstimatedCalls > 0 && totals.InputTokens == 0 && totals.OutputTokens == 0;

    /// <summary>The part of <paramref name="whole"/> that these sums make up: of cost, or of calls where nothing is priced. Null where the part's cost is unknown.</summary>
    public static double? ShareOf(this UsageTotals part, UsageTotals whole) =>
        whole.CostNanoUsd == 0 ? (whole.Calls == 0 ? null : (double)part.Calls / whole.Calls)
        : part.IsCostUnknown() ? null
        : (double)part.CostNanoUsd / whole.CostNanoUsd;
}
