namespace AiInstrument.Collector.Normalization.Dialects;

/// <summary>The attributes of the Langfuse SDKs. Usage and cost are JSON objects in a string.</summary>
internal sealed class LangfuseDialect : Dialect
{
    /// <inheritdoc/>
    public override string Name => "langfuse";

    /// <inheritdoc/>
    public override (Field Field, string[] Keys)[] Keys { get; } =
    [
        (Field.LangfuseType, ["langfuse.observation.type"]),
        (Field.LangfuseLevel, ["langfuse.observation.level"]),
        (Field.RequestModel, ["langfuse.observation.model.name"]),
        (Field.CompletionStart, ["langfuse.observation.completion_start_time"]),
        (Field.UsageDetails, ["langfuse.observation.usage_details"]),
        (Field.CostDetails, ["langfuse.observation.cost_details"]),
        (Field.Session, ["langfuse.session.id"]),
        (Field.User, ["langfuse.user.id"]),
    ];

    /// <inheritdoc/>
    public override SpanVerdict? Classify(in FieldSet fields) => fields.Text(Field.LangfuseType)?.ToLowerInvariant() switch
    {
        null => null,
        "generation" => new SpanVerdict(SpanRole.Inference, fields.Text(Field.Operation) is { } operation ? OperationName.Of(operation) : "chat"),
        "embedding" => new SpanVerdict(SpanRole.Inference, "embeddings"),
        "tool" => new SpanVerdict(SpanRole.Tool),
        "event" => new SpanVerdict(SpanRole.Link),

        // The Python SDK up to 3.3.0 calls a generation a span, and so does whoever sends none of the newer types.
        "span" when fields.Has(Field.UsageDetails) && fields.Has(Field.RequestModel) => new SpanVerdict(SpanRole.Inference, "chat"),
        "span" => null,
        var type => new SpanVerdict(SpanRole.Aggregate, type),
    };
}
