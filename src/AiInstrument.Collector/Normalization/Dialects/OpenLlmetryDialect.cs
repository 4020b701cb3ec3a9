namespace AiInstrument.Collector.Normalization.Dialects;

/// <summary>OpenLLMetry (Traceloop), with the names of its earlier versions. Workflows, tasks and agents wrap; everything else that has a request type is a call.</summary>
internal sealed class OpenLlmetryDialect : Dialect
{
    /// <inheritdoc/>
    public override string Name => "openllmetry";

    /// <inheritdoc/>
    public override (Field Field, string[] Keys)[] Keys { get; } =
    [
        (Field.TraceloopKind, ["traceloop.span.kind"]),
        (Field.RequestType, ["llm.request.type"]),
        (Field.Provider, ["llm.vendor"]),
        (Field.RequestModel, ["llm.request.model"]),
        (Field.ResponseModel, ["llm.response.model"]),
        (Field.ResponseId, ["llm.response.id"]),
        (Field.FinishReason,
        [
            "gen_ai.response.stop_reason", "llm.response.finish_reason", "llm.response.stop_reason", "gen_ai.completion.0.finish_reason",
        ]),
        (Field.Streaming, ["gen_ai.is_streaming", "llm.is_streaming"]),
        (Field.Input, ["llm.usage.prompt_tokens"]),
        (Field.Output, ["llm.usage.completion_tokens"]),
        (Field.Total, ["gen_ai.usage.total_tokens", "llm.usage.total_tokens"]),
        (Field.CachedInput, ["gen_ai.usage.cache_read_input_tokens"]),
        (Field.CacheWrite, ["gen_ai.usage.cache_creation_input_tokens"]),
        (Field.Reasoning, ["gen_ai.usage.reasoning_tokens", "llm.usage.reasoning_tokens"]),
        (Field.Session, ["traceloop.association.properties.session_id"]),
        (Field.User, ["gen_ai.user", "llm.user", "traceloop.association.properties.user_id"]),
    ];

    /// <inheritdoc/>
    public override SpanVerdict? Classify(in FieldSet fields)
    {
        if (fields.Text(Field.TraceloopKind) is { } kind)
        {
            return kind == "tool" ? new SpanVerdict(SpanRole.Tool) : new SpanVerdict(SpanRole.Aggregate, kind.ToLowerInvariant());
        }

        if (fields.Text(Field.RequestType) is { } type)
        {
            return new SpanVerdict(SpanRole.Inference, type.Equals("unknown", StringComparison.OrdinalIgnoreCase) ? null : OperationName.Of(type));
        }

        var instrumented = fields.Span.Scope.Name.StartsWith("opentelemetry.instrumentation.", StringComparison.Ordinal)
            || fields.Span.Scope.Name.StartsWith("@traceloop/", StringComparison.Ordinal);
        return instrumented && fields.Has(Field.Input) && fields.Has(Field.RequestModel) ? new SpanVerdict(SpanRole.Inference, "chat") : null;
    }
}
