using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>Azure AI Inference.</summary>
internal static class AzureInference
{
    private const string Chat = "Azure.AI.Inference.ChatCompletionsClient";
    private const string Embeddings = "Azure.AI.Inference.EmbeddingsClient";
    private const string ImageEmbeddings = "Azure.AI.Inference.ImageEmbeddingsClient";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "azure.ai.inference",
        Provider = "azure.ai.inference",
        Assemblies = ["Azure.AI.Inference"],
        Instead = "call it through Microsoft.Extensions.AI's IChatClient",
        AdaptedTypes = [Chat, Embeddings, ImageEmbeddings],
        ClientTypes = [Chat, Embeddings, ImageEmbeddings],
        Methods =
        [
            .. Twins(Chat, LlmOperation.Chat, ["Complete", "CompleteStreaming"], property: "Model"),
            .. Twins(Embeddings, LlmOperation.Embeddings, ["Embed"], property: "Model"),
            .. Twins(ImageEmbeddings, LlmOperation.Embeddings, ["Embed"], property: "Model"),
        ],
    };
}
