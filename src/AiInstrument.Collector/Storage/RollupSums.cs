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

    /// <summary>Adds an interaction.</summary>
    public void Add(Interaction interaction, in Cost cost)
    {
        var usage = interaction.Usage;
        Calls++;
        Succeeded += interaction.Status == InteractionStatus.Ok ? 1 : 0;
        Failed += interaction.Status == InteractionStatus.Error ? 1 : 0;
        InputTokens += usage.Input ?? 0;
        OutputTokens += usage.Output ?? 0;
        CachedInputTokens += usage.CachedInput ?? 0;
        CacheWriteTokens += usage.CacheWrite ?? 0;
        ReasoningTokens += usage.Reasoning ?? 0;
        CostNanoUsd += cost.NanoUsd ?? 0;
        UnpricedCalls += cost.Unpriced ? 1 : 0;
        UnpricedTokens += cost.Unpriced ? usage.Total : 0;
        EstimatedCalls += interaction.Estimated ? 1 : 0;
        DurationMs += interaction.DurationNano / 1_000_000;
        LastStartUnixNano = Math.Max(LastStartUnixNano, interaction.StartUnixNano);
    }
}
