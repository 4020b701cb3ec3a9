namespace AiInstrument.Collector.Queries;

/// <summary>Sums over interactions that count (billing leaves).</summary>
public sealed record UsageTotals
{
    /// <summary>Interactions.</summary>
    public long Calls { get; init; }

    /// <summary>Interactions that succeeded.</summary>
    public long Succeeded { get; init; }

    /// <summary>Interactions that failed. Calls − Succeeded − Failed were cancelled or abandoned.</summary>
    public long Failed { get; init; }

    /// <summary>Input tokens, cached ones included.</summary>
    public long InputTokens { get; init; }

    /// <summary>Output tokens, reasoning included.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Cached input tokens read.</summary>
    public long CachedInputTokens { get; init; }

    /// <summary>Input tokens written to a cache.</summary>
    public long CacheWriteTokens { get; init; }

    /// <summary>Reasoning tokens.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>Cost of the priced interactions in nano-dollars (10⁻⁹ USD).</summary>
    public long CostNanoUsd { get; init; }

    /// <summary>Interactions that used tokens and have no price. Their cost is unknown, not zero.</summary>
    public long UnpricedCalls { get; init; }

    /// <summary>Input plus output tokens of the unpriced interactions.</summary>
    public long UnpricedTokens { get; init; }

    /// <summary>Interactions whose usage is estimated or partial.</summary>
    public long EstimatedCalls { get; init; }

    /// <summary>Sum of durations in milliseconds.</summary>
    public long DurationMs { get; init; }

    /// <summary>The sum of both.</summary>
    public UsageTotals Plus(UsageTotals other) => new()
    {
        Calls = Calls + other.Calls,
        Succeeded = Succeeded + other.Succeeded,
        Failed = Failed + other.Failed,
        InputTokens = InputTokens + other.InputTokens,
        OutputTokens = OutputTokens + other.OutputTokens,
        CachedInputTokens = CachedInputTokens + other.CachedInputTokens,
        CacheWriteTokens = CacheWriteTokens + other.CacheWriteTokens,
        ReasoningTokens = ReasoningTokens + other.ReasoningTokens,
        CostNanoUsd = CostNanoUsd + other.CostNanoUsd,
        UnpricedCalls = UnpricedCalls + other.UnpricedCalls,
        UnpricedTokens = UnpricedTokens + other.UnpricedTokens,
        EstimatedCalls = EstimatedCalls + other.EstimatedCalls,
        DurationMs = DurationMs + other.DurationMs,
    };

    /// <summary>What is left of these without others that are among them.</summary>
    public UsageTotals Minus(UsageTotals other) => new()
    {
        Calls = Calls - other.Calls,
        Succeeded = Succeeded - other.Succeeded,
        Failed = Failed - other.Failed,
        InputTokens = InputTokens - other.InputTokens,
        OutputTokens = OutputTokens - other.OutputTokens,
        CachedInputTokens = CachedInputTokens - other.CachedInputTokens,
        CacheWriteTokens = CacheWriteTokens - other.CacheWriteTokens,
        ReasoningTokens = ReasoningTokens - other.ReasoningTokens,
        CostNanoUsd = CostNanoUsd - other.CostNanoUsd,
        UnpricedCalls = UnpricedCalls - other.UnpricedCalls,
        UnpricedTokens = UnpricedTokens - other.UnpricedTokens,
        EstimatedCalls = EstimatedCalls - other.EstimatedCalls,
        DurationMs = DurationMs - other.DurationMs,
    };
}
