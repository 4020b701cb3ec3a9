using AiInstrument.Catalog.Calls;
using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>OllamaSharp. <c>OllamaApiClient</c> is an <c>IChatClient</c> too; called as one it is Microsoft.Extensions.AI's row.</summary>
internal static class OllamaSharp
{
    private const string Client = "OllamaSharp.IOllamaApiClient";
    private const string Extensions = "OllamaSharp.OllamaApiClientExtensions";
    private const string Chat = "OllamaSharp.Chat";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "ollamasharp",
        Provider = "ollama",
        Assemblies = ["OllamaSharp"],
        Instead = "call OllamaApiClient as the IChatClient that it is",
        AdaptedTypes = [Client, Extensions],
        ClientTypes = [Client, Chat],
        Methods =
        [
            .. Of(Client, LlmOperation.Chat, ["ChatAsync"], property: "Model"),
            .. Of(Client, LlmOperation.TextCompletion, ["GenerateAsync"], property: "Model"),
            .. Of(Client, LlmOperation.Embeddings, ["EmbedAsync"], property: "Model"),
            .. Of(Extensions, LlmOperation.TextCompletion, ["GenerateAsync"]),
            .. Of(Extensions, LlmOperation.Embeddings, ["EmbedAsync"]),
            .. Of(Chat, LlmOperation.Chat, ["SendAsync", "SendAsAsync"], unmeasured: EscapeReason.UsageDropped),
        ],
    };
}
