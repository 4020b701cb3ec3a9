using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;

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
