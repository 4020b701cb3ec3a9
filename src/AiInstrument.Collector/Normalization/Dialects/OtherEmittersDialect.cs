namespace AiInstrument.Collector.Normalization.Dialects;

/// <summary>Keys beside the conventions that other instrumentations are known to send: OpenLIT, Sentry, Logfire. What their spans are, the conventions' keys say.</summary>
internal sealed class OtherEmittersDialect : Dialect
{
    /// <inheritdoc/>
    public override string Name => "other";

    /// <inheritdoc/>
    public override (Field Field, string[] Keys)[] Keys { get; } =
    [
        (Field.CachedInput,
        [
            "gen_ai.usage.cache_read_tokens", "gen_ai.usage.input_cached_tokens", "gen_ai.usage.input_tokens.cached", "gen_ai.usage.cache.read_input_tokens",
            "gen_ai.usage.details.cache_read_tokens", "gen_ai.usage.details.cache_read_input_tokens",
        ]),
        (Field.CacheWrite,
        [
            "gen_ai.usage.cache_write_input_tokens", "gen_ai.usage.cache_write_tokens", "gen_ai.usage.input_tokens.cache_write", "gen_ai.usage.details.cache_write_tokens",
            "gen_ai.usage.details.cache_creation_input_tokens",
        ]),
        (Field.Reasoning, ["gen_ai.usage.output_tokens.reasoning", "gen_ai.usage.details.reasoning_tokens"]),
        (Field.Cost, ["gen_ai.usage.cost", "gen_ai.usage.cost_usd", "gen_ai.usage.total_cost", "llm.usage.total_cost", "gen_ai.token.cost.total", "operation.cost"]),
        (Field.InputCost, ["gen_ai.token.cost.input"]),
        (Field.OutputCost, ["gen_ai.token.cost.output"]),
    ];
}
