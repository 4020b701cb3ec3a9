using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>Cohere, the package by tryAGI.</summary>
internal static class Cohere
{
    private const string Client = "Cohere.ICohereClient";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "cohere",
        Provider = "cohere",
        Assemblies = ["Cohere", "tryAGI.Cohere"],
        Instead = "call the client as the IChatClient that it is",
        AdaptedTypes = [Client],
        ClientTypes = [Client],
        Methods =
        [
            .. Of(Client, LlmOperation.Chat, ["ChatAsync", "ChatAsResponseAsync", "ChatAsStreamAsync"], parameter: "model", property: "Model"),
            .. Of(Client, LlmOperation.Embeddings, ["EmbedAsync", "EmbedAsResponseAsync"], parameter: "model", property: "Model"),
            .. Of(Client, LlmOperation.Rerank, ["RerankAsync", "RerankAsResponseAsync"], parameter: "model", property: "Model"),
        ],
    };
}
