namespace AiInstrument.Collector.Normalization.Dialects;

/// <summary>OpenInference (Arize, Phoenix). Its prompt count includes cached tokens; chains and agents may carry the sums of their calls.</summary>
internal sealed class OpenInferenceDialect : Dialect
{
    /// <inheritdoc/>
    public override string Name => "openinference";

    /// <inheritdoc/>
    public override (Field Field, string[] Keys)[] Keys { get; } =
    [
        (Field.OpenInferenceKind, ["openinference.span.kind"]),
        (Field.Provider, ["llm.provider", "llm.system"]),
        (Field.RequestModel, ["llm.request.model_name", "llm.model_name", "embedding.model_name", "reranker.model_name"]),
        (Field.ResponseModel, ["llm.response.model_name"]),
        (Field.FinishReason, ["llm.finish_reason"]),
        (Field.Input, ["llm.token_count.prompt"]),
        (Field.Output, ["llm.token_count.completion"]),
        (Field.Total, ["llm.token_count.total"]),
        (Field.CachedInput, ["llm.token_count.prompt_details.cache_read"]),
        (Field.CacheWrite, ["llm.token_count.prompt_details.cache_write"]),
        (Field.Reasoning, ["llm.token_count.completion_details.reasoning"]),
        (Field.AudioInput, ["llm.token_count.prompt_details.audio"]),
        (Field.AudioOutput, ["llm.token_count.completion_details.audio"]),
        (Field.Cost, ["llm.cost.total"]),
        (Field.InputCost, ["llm.cost.prompt"]),
        (Field.OutputCost, ["llm.cost.completion"]),
    ];

    /// <inheritdoc/>
    public override SpanVerdict? Classify(in FieldSet fields) => fields.Text(Field.OpenInferenceKind)?.ToUpperInvariant() switch
    {
        null => null,
        "LLM" => new SpanVerdict(SpanRole.Inference, fields.Text(Field.Operation) is { } operation ? OperationName.Of(operation) : "chat"),
        "EMBEDDING" => new SpanVerdict(SpanRole.Inference, "embeddings"),
        "RERANKER" => new SpanVerdict(SpanRole.Inference, "rerank"),
        "TOOL" => new SpanVerdict(SpanRole.Tool),
        var kind => new SpanVerdict(SpanRole.Aggregate, kind.ToLowerInvariant()),
    };
}
