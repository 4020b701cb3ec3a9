using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Api.Answers;

/// <summary>Sums of a group of calls as the API writes them. <c>costNanoUsd</c> is the cost of the priced calls; <c>unpricedCalls</c> come on top and their cost is unknown.</summary>
internal class UsageMeasures(UsageTotals totals)
{
    public long Calls => totals.Calls;

    public long Succeeded => totals.Succeeded;

    public long Failed => totals.Failed;

    public long InputTokens => totals.InputTokens;

    public long OutputTokens => totals.OutputTokens;

    public long CachedInputTokens => totals.CachedInputTokens;

    public long CacheWriteTokens => totals.CacheWriteTokens;

    public long ReasoningTokens => totals.ReasoningTokens;

    public long CostNanoUsd => totals.CostNanoUsd;

    public long UnpricedCalls => totals.UnpricedCalls;

    public long UnpricedTokens => totals.UnpricedTokens;

    public long EstimatedCalls => totals.EstimatedCalls;

    public long DurationMs => totals.DurationMs;
}
