namespace AiInstrument.Collector.Normalization.Dialects;

/// <summary>The LiteLLM gateway, both generations of its callback. It reports costs; an answer from its own cache repeats the cost of the first one.</summary>
internal sealed class LiteLlmDialect : Dialect
{
    private const int Server = 2;

    /// <inheritdoc/>
    public override string Name => "litellm";

    /// <inheritdoc/>
    public override (Field Field, string[] Keys)[] Keys { get; } =
    [
        (Field.Streaming, ["litellm.request.streaming"]),
        (Field.CacheHit, ["litellm.cache.hit", "metadata.cache_hit"]),
        (Field.UsageDetails, ["metadata.usage_object"]),
        (Field.Cost, ["litellm.cost.total", "gen_ai.cost.total_cost"]),
        (Field.InputCost, ["litellm.cost.input", "gen_ai.cost.input_cost"]),
        (Field.OutputCost, ["litellm.cost.output", "gen_ai.cost.output_cost"]),
        (Field.HiddenParameters, ["hidden_params"]),
        (Field.User, ["litellm.end_user.id", "metadata.user_api_key_user_id"]),
    ];

    /// <inheritdoc/>
    public override SpanVerdict? Classify(in FieldSet fields)
    {
        var span = fields.Span;
        if (span.Name == "raw_gen_ai_request")
        {
            return new SpanVerdict(SpanRole.Link);
        }

        // The request to the gateway holds the call's attributes where no span of its own is made for the call, and in some versions besides it.
        var request = span.Kind == Server && (span.Name == "Received Proxy Server Request" || span.Scope.Name.StartsWith("litellm", StringComparison.OrdinalIgnoreCase));
        return request ? new SpanVerdict(SpanRole.Aggregate, "proxy_request")
            : span.Name == "litellm_request" ? new SpanVerdict(SpanRole.Inference, OperationName.Of(fields.Text(Field.Operation) ?? fields.Text(Field.RequestType) ?? "chat"))
            : null;
    }
}
