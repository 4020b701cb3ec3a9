using System.Collections.Frozen;

namespace AiInstrument.Collector.Normalization.Dialects;

/// <summary>OpenTelemetry's GenAI semantic conventions, every name from version 1.26 to the current ones.</summary>
internal sealed class OtelGenAiDialect : Dialect
{
    // One call each, which a provider bills.
    private static readonly FrozenSet<string> Billed = FrozenSet.ToFrozenSet(
        ["chat", "text_completion", "generate_content", "embeddings", "completion", "acompletion", "generate", "embedding", "aembedding"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> NeverBilled = FrozenSet.ToFrozenSet(
        [
            "invoke_agent", "invoke_workflow", "create_agent", "execute_tool", "plan", "fetch_response",
            "create_memory", "update_memory", "upsert_memory", "delete_memory", "search_memory", "create_memory_store", "delete_memory_store",
        ], StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string Name => "otel-genai";

    /// <inheritdoc/>
    public override (Field Field, string[] Keys)[] Keys { get; } =
    [
        (Field.Operation, ["gen_ai.operation.name"]),
        (Field.Provider, ["gen_ai.provider.name", "gen_ai.system"]),
        (Field.ServerAddress, ["server.address"]),
        (Field.RequestModel, ["gen_ai.request.model"]),
        (Field.ResponseModel, ["gen_ai.response.model"]),
        (Field.ResponseId, ["gen_ai.response.id"]),
        (Field.FinishReason, ["gen_ai.response.finish_reasons"]),
        (Field.Streaming, ["gen_ai.request.stream"]),
        (Field.TimeToFirstTokenSeconds, ["gen_ai.response.time_to_first_chunk"]),
        (Field.ResendCount, ["http.request.resend_count"]),
        (Field.ErrorType, ["error.type"]),
        (Field.Input, ["gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"]),
        (Field.Output, ["gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"]),
        (Field.CachedInput, ["gen_ai.usage.cache_read.input_tokens"]),
        (Field.CacheWrite, ["gen_ai.usage.cache_write.input_tokens", "gen_ai.usage.cache_creation.input_tokens"]),
        (Field.Reasoning, ["gen_ai.usage.reasoning.output_tokens"]),
        (Field.AudioInput, ["gen_ai.usage.audio.input_tokens"]),
        (Field.AudioOutput, ["gen_ai.usage.audio.output_tokens"]),
        (Field.ImageInput, ["gen_ai.usage.image.input_tokens"]),
        (Field.ImageOutput, ["gen_ai.usage.image.output_tokens"]),
        (Field.Session, ["session.id", "gen_ai.conversation.id"]),
        (Field.User, ["user.id", "enduser.id"]),
        (Field.CodeFunction, ["code.function.name", "code.function"]),
        (Field.CodeFile, ["code.file.path", "code.filepath"]),
        (Field.CodeLine, ["code.line.number", "code.lineno"]),
    ];

    /// <summary>Whether the operation is that of an agent, a tool, a workflow or a memory.</summary>
    public static bool IsNeverBilled(string operation) => NeverBilled.Contains(operation);

    /// <inheritdoc/>
    public override SpanVerdict? Classify(in FieldSet fields)
    {
        if (fields.Text(Field.Operation) is not { } operation)
        {
            return ClassifyByName(fields);
        }

        // An operation that is not known may be one call or wrap some: as a sum it counts either way only what nothing beneath it counts.
        var role = Billed.Contains(operation) ? SpanRole.Inference
            : operation.Equals("execute_tool", StringComparison.OrdinalIgnoreCase) ? SpanRole.Tool
            : SpanRole.Aggregate;
        return new SpanVerdict(role, OperationName.Of(operation));
    }

    // Before version 1.27 the operation was only in the span's name, "chat gpt-4o".
    private static SpanVerdict? ClassifyByName(in FieldSet fields)
    {
        if (!fields.Has(Field.RequestModel) || !fields.Has(Field.Provider))
        {
            return null;
        }

        var name = fields.Span.Name;
        var space = name.IndexOf(' ', StringComparison.Ordinal);
        var first = space < 0 ? name : name[..space];
        return Billed.Contains(first) ? new SpanVerdict(SpanRole.Inference, OperationName.Of(first)) : null;
    }
}
