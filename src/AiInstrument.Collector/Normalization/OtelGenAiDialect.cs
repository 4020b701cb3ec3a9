using System.Collections.Frozen;
using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Normalization;

/// <summary>
/// OpenTelemetry's GenAI semantic conventions, every name from version 1.26 to the current ones, and the additions of the OpenAI and Anthropic SDKs.
/// AiInstrument's own spans speak it too.
/// </summary>
internal sealed class OtelGenAiDialect : IDialect
{
    /// <summary>The instrumentation scope of this product's own spans.</summary>
    public const string OwnScope = "AiInstrument";

    private const string OperationKey = "gen_ai.operation.name";

    // The operations that a provider bills. Spans of agents, tools and workflows carry sums of these and would count twice.
    private static readonly FrozenSet<string> Billed = FrozenSet.ToFrozenSet(
        ["chat", "text_completion", "generate_content", "embeddings"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> NeverBilled = FrozenSet.ToFrozenSet(
        [
            "invoke_agent", "invoke_workflow", "create_agent", "execute_tool", "plan", "fetch_response",
            "create_memory", "update_memory", "upsert_memory", "delete_memory", "search_memory", "create_memory_store", "delete_memory_store",
        ], StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public string Name => "otel-genai";

    /// <inheritdoc/>
    public DialectKeys Keys { get; } = new()
    {
        Provider = ["gen_ai.provider.name", "gen_ai.system"],
        RequestModel = ["gen_ai.request.model"],
        ResponseModel = ["gen_ai.response.model"],
        ResponseId = ["gen_ai.response.id"],
        Input = ["gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"],
        Output = ["gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"],
        CachedInput =
        [
            "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens", "gen_ai.usage.cache_read_tokens", "gen_ai.usage.input_cached_tokens",
            "gen_ai.usage.input_tokens.cached", "gen_ai.usage.cache.read_input_tokens", "gen_ai.usage.details.cache_read_tokens", "gen_ai.usage.details.cache_read_input_tokens",
        ],
        CacheWrite =
        [
            "gen_ai.usage.cache_write.input_tokens", "gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_creation_input_tokens", "gen_ai.usage.cache_write_input_tokens",
            "gen_ai.usage.cache_write_tokens", "gen_ai.usage.input_tokens.cache_write", "gen_ai.usage.details.cache_write_tokens",
        ],
        CacheWrite5m = ["anthropic.usage.cache_creation.ephemeral_5m_input_tokens"],
        CacheWrite1h = ["anthropic.usage.cache_creation.ephemeral_1h_input_tokens"],
        Reasoning = ["gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens", "gen_ai.usage.output_tokens.reasoning"],
        AudioInput = ["gen_ai.usage.audio.input_tokens", "gen_ai.usage.input_audio_tokens"],
        AudioOutput = ["gen_ai.usage.audio.output_tokens", "gen_ai.usage.output_audio_tokens"],
        ImageInput = ["gen_ai.usage.image.input_tokens"],
        ImageOutput = ["gen_ai.usage.image.output_tokens"],
        Streaming = ["gen_ai.request.stream", "gen_ai.is_streaming"],
        TimeToFirstTokenSeconds = ["gen_ai.response.time_to_first_chunk"],
        Session = ["session.id", "gen_ai.conversation.id"],
        User = ["user.id", "enduser.id", "gen_ai.user"],
        ServiceTier =
        [
            "openai.response.service_tier", "gen_ai.openai.response.service_tier", "anthropic.response.service_tier",
            "openai.request.service_tier", "gen_ai.openai.request.service_tier",
        ],
        FinishReason = ["gen_ai.response.finish_reasons", "gen_ai.response.finish_reason", "anthropic.message.stop_reason"],
        CodeFunction = ["code.function.name", "code.function"],
        CodeFile = ["code.file.path", "code.filepath"],
        CodeLine = ["code.line.number", "code.lineno"],
    };

    /// <inheritdoc/>
    public SpanRole Classify(DecodedSpan span, out string? operation)
    {
        operation = span.Attributes.GetString(OperationKey);
        if (string.IsNullOrEmpty(operation))
        {
            return ClassifyByName(span, out operation);
        }

        // Our own instrumentation makes spans of LLM calls only, also of operations that the conventions do not name yet: images, speech, transcription.
        var billed = Billed.Contains(operation) || (span.Scope.Name == OwnScope && !NeverBilled.Contains(operation));
        if (billed)
        {
            operation = operation.ToLowerInvariant();
            return SpanRole.Interaction;
        }

        operation = null;
        return SpanRole.NotAnInteraction;
    }

    // Before version 1.27 the operation was only in the span's name, "chat gpt-4o". A pipeline such as "orchestrate_tools" names none and sums its calls.
    private static SpanRole ClassifyByName(DecodedSpan span, out string? operation)
    {
        var space = span.Name.IndexOf(' ', StringComparison.Ordinal);
        var first = space < 0 ? span.Name : span.Name[..space];
        var named = span.Attributes.GetString("gen_ai.request.model") is not null
            && (span.Attributes.GetString("gen_ai.system") ?? span.Attributes.GetString("gen_ai.provider.name")) is not null;
        operation = named && Billed.Contains(first) ? first.ToLowerInvariant() : null;
        return operation is null ? SpanRole.Foreign : SpanRole.Interaction;
    }
}
