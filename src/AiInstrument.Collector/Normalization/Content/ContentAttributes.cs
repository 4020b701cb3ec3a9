using System.Collections.Frozen;

namespace AiInstrument.Collector.Normalization.Content;

/// <summary>Which attributes hold prompts, answers, tool data, error texts or headers. They are never kept with an interaction.</summary>
internal static class ContentAttributes
{
    private static readonly string[] Names =
    [
        "gen_ai.prompt", "gen_ai.completion", "gen_ai.system_instructions", "gen_ai.event.content",
        "gen_ai.tool.definitions", "gen_ai.tool.description", "gen_ai.tool.call.arguments", "gen_ai.tool.call.result",
        "gen_ai.content.prompt", "gen_ai.content.completion", "gen_ai.retrieval.query.text", "gen_ai.retrieval.documents",
        "exception.message", "exception.stacktrace", "langfuse.observation.status_message", "tool.parameters", "ai.settings.context", "db.query.text", "db.statement",
    ];

    private static readonly string[] Prefixes =
    [
        "gen_ai.input.messages", "gen_ai.output.messages", "gen_ai.prompt.variable.",
        "llm.input_messages", "llm.output_messages", "llm.prompts", "llm.prompt_template", "llm.completions", "llm.request.functions", "llm.headers", "llm.tools",
        "input.value", "output.value", "input.mime_type", "output.mime_type", "embedding.embeddings", "retrieval.documents", "reranker.input_documents", "reranker.output_documents",
        "ai.prompt", "ai.value", "ai.embedding", "ai.response.text", "ai.response.object", "ai.response.toolCalls", "ai.response.reasoning", "ai.response.files", "ai.response.content", "ai.settings.context.", "ai.toolCall.args", "ai.toolCall.result", "ai.request.headers",
        "traceloop.entity.input", "traceloop.entity.output", "langfuse.trace.input", "langfuse.trace.output", "langfuse.observation.input", "langfuse.observation.output",
        "http.request.header", "http.response.header", "http.request.body", "http.response.body",
    ];

    // OpenLLMetry flattens messages to gen_ai.prompt.0.content; gen_ai.prompt.name and gen_ai.prompt.version are no content.
    private static readonly string[] NumberedPrefixes = ["gen_ai.prompt.", "gen_ai.completion."];

    // LiteLLM dumps raw requests and answers as llm.{provider}.{field}; these second parts are of dialects that say what their keys hold.
    private static readonly FrozenSet<string> NoProviders = FrozenSet.ToFrozenSet(
        ["token_count", "cost", "usage", "request", "response", "prompt_template", "invocation_parameters", "is_streaming", "user"], StringComparer.Ordinal);

    // What people and models said. Headers, errors, queries of databases and vectors are content too, and are kept nowhere.
    private static readonly string[] Messages =
    [
        "gen_ai.prompt", "gen_ai.completion", "gen_ai.system_instructions", "gen_ai.event.content", "gen_ai.tool.call.arguments", "gen_ai.tool.call.result", "gen_ai.content.prompt", "gen_ai.content.completion",
        "gen_ai.input.messages", "gen_ai.output.messages", "llm.input_messages", "llm.output_messages", "llm.prompts", "llm.completions", "input.value", "output.value",
        "ai.prompt", "ai.response.text", "ai.response.object", "ai.response.toolCalls", "ai.response.reasoning", "ai.toolCall.args", "ai.toolCall.result",
        "traceloop.entity.input", "traceloop.entity.output", "langfuse.observation.input", "langfuse.observation.output",
    ];

    /// <summary>Whether an attribute that may hold content holds messages, which may be stored apart.</summary>
    public static bool IsMessage(string key) =>
        Array.Exists(Messages, prefix => key.StartsWith(prefix, StringComparison.Ordinal) && (key.Length == prefix.Length || key[prefix.Length] == '.'));

    /// <summary>Whether the attribute may hold content.</summary>
    public static bool Contains(string key) =>
        Array.Exists(Names, name => key == name)
        || Array.Exists(Prefixes, prefix => key.StartsWith(prefix, StringComparison.Ordinal))
        || Array.Exists(NumberedPrefixes, prefix => key.Length > prefix.Length && key.StartsWith(prefix, StringComparison.Ordinal) && char.IsAsciiDigit(key[prefix.Length]))
        || IsRawDump(key);

    private static bool IsRawDump(string key) =>
        key.StartsWith("llm.", StringComparison.Ordinal) && key.IndexOf('.', 4) is > 0 and var dot && !NoProviders.Contains(key[4..dot]);
}
