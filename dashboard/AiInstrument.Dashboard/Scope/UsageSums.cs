using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Scope;

/// <summary>Adds sums up, for buckets that are shown as one.</summary>
internal static class UsageSums
{
    public static UsageTotals Add(UsageTotals left, UsageTotals right) => new()
    {
        Calls = left.Calls + right.Calls,
        Succeeded = left.Succeeded + right.Succeeded,
        Failed = left.Failed + right.Failed,
        InputTokens = left.InputTokens + right.InputTokens,
        OutputTokens = left.OutputTokens + right.OutputTokens,
        CachedInputTokens = left.CachedInputTokens + right.CachedInputTokens,
        CacheWriteTokens = left.CacheWriteTokens + right.CacheWriteTokens,
        ReasoningTokens = left.ReasoningTokens + right.ReasoningTokens,
        CostNanoUsd = left.CostNanoUsd + right.CostNanoUsd,
        UnpricedCalls = left.UnpricedCalls + right.UnpricedCalls,
        UnpricedTokens = left.UnpricedTokens + right.UnpricedTokens,
        EstimatedCalls = left.EstimatedCalls + right.EstimatedCalls,
        DurationMs = left.DurationMs + right.DurationMs,
    };
}
