using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>Mistral.SDK.</summary>
internal static class MistralSdk
{
    private const string Completions = "Mistral.SDK.Completions.CompletionsEndpoint";
    private const string Embeddings = "Mistral.SDK.Embeddings.EmbeddingsEndpoint";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "mistral.sdk",
        Provider = "mistral_ai",
        Assemblies = ["Mistral.SDK"],
        Instead = "call the endpoint as the IChatClient that it is",
        AdaptedTypes = [Completions, Embeddings],
        ClientTypes = [Completions, Embeddings],
        Methods =
        [
            .. Of(Completions, LlmOperation.Chat, ["GetCompletionAsync", "StreamCompletionAsync"], property: "Model"),
            .. Of(Embeddings, LlmOperation.Embeddings, ["GetEmbeddingsAsync"], property: "Model"),
        ],
    };
}
