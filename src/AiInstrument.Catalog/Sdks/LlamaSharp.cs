using AiInstrument.Catalog.Calls;
using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>LLamaSharp: inference in the process.</summary>
internal static class LlamaSharp
{
    private const string Executor = "LLama.Abstractions.ILLamaExecutor";
    private const string Session = "LLama.ChatSession";
    private const string Embedder = "LLama.LLamaEmbedder";
    private const string Batched = "LLama.Batched.BatchedExecutor";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "llamasharp",
        Assemblies = ["LLamaSharp"],
        Provider = "llamasharp",
        IsLocal = true,
        Instead = "use its AsChatClient()",
        AdaptedTypes = [Executor, Session],
        ClientTypes = [Executor, Session, Embedder, Batched],
        Methods =
        [
            .. Of(Executor, LlmOperation.TextCompletion, ["InferAsync"]),
            .. Of(Session, LlmOperation.Chat, ["ChatAsync", "RegenerateAssistantMessageAsync"]),
            .. Of(Embedder, LlmOperation.Embeddings, ["GetEmbeddings"], unmeasured: EscapeReason.UsageDropped),
            .. Of(Batched, LlmOperation.TextCompletion, ["Infer"], unmeasured: EscapeReason.UsageDropped),
        ],
    };
}
