using System.Collections.Frozen;

namespace AiInstrument.Collector.Normalization.Dialects;

/// <summary>Brings the names of operations to those of OpenTelemetry's conventions.</summary>
internal static class OperationName
{
    private static readonly FrozenDictionary<string, string> Others = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["completion"] = "text_completion",
        ["acompletion"] = "chat",
        ["generate"] = "generate_content",
        ["embedding"] = "embeddings",
        ["aembedding"] = "embeddings",
        ["reranker"] = "rerank",
        ["arerank"] = "rerank",
        ["llm"] = "chat",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The operation in lower case, under the conventions' name where they have one.</summary>
    public static string Of(string sent)
    {
        var lower = sent.ToLowerInvariant();
        return Others.GetValueOrDefault(lower, lower);
    }
}
