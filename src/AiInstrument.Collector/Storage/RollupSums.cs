using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>The measures of a rollup row: sums over counted interactions.</summary>
internal struct RollupSums
{
    public long Calls;
    public long Succeeded;
    public long Failed;
    public long InputTokens;
    public long OutputTokens;
    public long CachedInputTokens;
    public long CacheWriteTokens;
    public long ReasoningTokens;
    public long CostNanoUsd;
    public long UnpricedCalls;
    public long UnpricedTokens;
    public long EstimatedCalls;
    public long DurationMs;
    public long LastStartUnixNano;

    /// <summary>The newest start that was taken away; 0 for none.</summary>
    public long LastRetractedUnixNano;

    /// <summary>Reads the sums of a stored group, in the order of <see cref="RollupDefinition.Sums"/>, and its newest start behind them.</summary>
    public static RollupSums Read(SqliteStatement row, int column) => new()
    {
        Calls = row.Int64(column),
        Succeeded = row.Int64(column + 1),
        Failed = row.Int64(column + 2),
        InputTokens = row.Int64(column + 3),
        OutputTokens = row.Int64(column + 4),
        CachedInputTokens = row.Int64(column + 5),
        CacheWriteTokens = row.Int64(column + 6),
        ReasoningTokens = row.Int64(column + 7),
        CostNanoUsd = row.Int64(column + 8),
        UnpricedCalls = row.Int64(column + 9),
        UnpricedTokens = row.Int64(column + 10),
        EstimatedCalls = row.Int64(column + 11),
        DurationMs = row.Int64(column + 12),
        LastStartUnixNano = row.Int64(column + 13),
    };

    /// <summary>Adds other sums.</summary>
    public void Add(in RollupSums other)
    {
        Calls += other.Calls;
        Succeeded += other.Succeeded;
        Failed += other.Failed;
        InputTokens += other.InputTokens;
        OutputTokens += other.OutputTokens;
        CachedInputTokens += other.CachedInputTokens;
        CacheWriteTokens += other.CacheWriteTokens;
        ReasoningTokens += other.ReasoningTokens;
        CostNanoUsd += other.CostNanoUsd;
        UnpricedCalls += other.UnpricedCalls;
        UnpricedTokens += other.UnpricedTokens;
        EstimatedCalls += other.EstimatedCalls;
        DurationMs += other.DurationMs;
        LastStartUnixNano = Math.Max(LastStartUnixNano, other.LastStartUnixNano);
        LastRetractedUnixNano = Math.Max(LastRetractedUnixNano, other.LastRetractedUnixNano);
    }

    /// <summary>Adds an interaction, or takes away what it added before.</summary>
    /// <param name="interaction">The interaction as it is counted.</param>
    /// <param name="cost">Its cost.</param>
    /// <param name="sign">1 to add, −1 to take away.</param>
    public void Add(Interaction interaction, in Cost cost, int sign)
    {
        var usage = interaction.Usage;
        Calls += sign;
        Succeeded += interaction.Status == InteractionStatus.Ok ? sign : 0;
        Failed += interaction.Status == InteractionStatus.Error ? sign : 0;
        InputTokens += sign * (usage.Input ?? 0);
        OutputTokens += sign * (usage.Output ?? 0);
        CachedInputTokens += sign * (usage.CachedInput ?? 0);
        CacheWriteTokens += sign * (usage.CacheWrite ?? 0);
        ReasoningTokens += sign * (usage.Reasoning ?? 0);
        CostNanoUsd += sign * (cost.NanoUsd ?? 0);
        UnpricedCalls += cost.Unpriced ? sign : 0;
        UnpricedTokens += cost.Unpriced ? sign * usage.Total : 0;
        EstimatedCalls += interaction.Estimated ? sign : 0;
        DurationMs += sign * (interaction.DurationNano / 1_000_000);
        ref var last = ref sign > 0 ? ref LastStartUnixNano : ref LastRetractedUnixNano;
        last = Math.Max(last, interaction.StartUnixNano);
    }
}
