namespace AiInstrument.Collector.Normalization.Dialects;

/// <summary>The Anthropic SDK: OpenTelemetry's conventions, and cache writes by their time to live.</summary>
internal sealed class AnthropicSdkDialect : Dialect
{
    /// <inheritdoc/>
    public override string Name => "anthropic-sdk";

    /// <inheritdoc/>
    public override (Field Field, string[] Keys)[] Keys { get; } =
    [
        (Field.CacheWrite5m, ["anthropic.usage.cache_creation.ephemeral_5m_input_tokens"]),
        (Field.CacheWrite1h, ["anthropic.usage.cache_creation.ephemeral_1h_input_tokens"]),
        (Field.ServiceTier, ["anthropic.response.service_tier"]),
        (Field.FinishReason, ["anthropic.message.stop_reason"]),
    ];

    /// <inheritdoc/>
    public override SpanVerdict? Classify(in FieldSet fields) => fields.Span.Name switch
    {
        "anthropic.custom_tool_use" or "anthropic.mcp_tool_use" => new SpanVerdict(SpanRole.Tool),
        "anthropic.messages.count_tokens" => new SpanVerdict(SpanRole.Link),
        _ => null,
    };
}
