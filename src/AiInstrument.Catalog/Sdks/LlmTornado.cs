using AiInstrument.Catalog.Calls;
using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>LlmTornado. Its asynchronous methods have no suffix.</summary>
internal static class LlmTornado
{
    private const string Chat = "LlmTornado.Chat.ChatEndpoint";
    private const string Conversation = "LlmTornado.Chat.Conversation";
    private const string Responses = "LlmTornado.Responses.ResponsesEndpoint";
    private const string EmbeddingEndpoint = "LlmTornado.Embedding.EmbeddingEndpoint";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "llmtornado",
        Assemblies = ["LlmTornado"],
        Instead = "use LlmTornado's IChatClient adapter",
        AdaptedTypes = [Chat, Conversation, Responses, EmbeddingEndpoint],
        ClientTypes = [Chat, Conversation, Responses, EmbeddingEndpoint],
        Methods =
        [
            .. Of(Chat, LlmOperation.Chat, ["CreateChatCompletion", "CreateChatCompletionSafe", "StreamCompletion", "StreamChatEnumerable"], property: "Model"),
            .. Of(Chat, LlmOperation.Chat, ["StreamChatAsync"], property: "Model", unmeasured: EscapeReason.UsageDropped),
            .. Of(Conversation, LlmOperation.Chat, ["GetResponseRich", "GetResponseRichSafe"]),
            .. Of(Conversation, LlmOperation.Chat, ["GetResponse", "GetResponseSafe", "StreamResponse", "StreamResponseEnumerable", "StreamResponseRich"], unmeasured: EscapeReason.UsageDropped),
            .. Of(Responses, LlmOperation.Chat, ["CreateResponse", "CreateResponseSafe"], property: "Model"),
            .. Of(Responses, LlmOperation.Chat, ["StreamResponseRich", "StreamResponseRichSafe"], property: "Model", unmeasured: EscapeReason.UsageDropped),
            .. Of(EmbeddingEndpoint, LlmOperation.Embeddings, ["CreateEmbedding"], parameter: "model", property: "Model"),
            .. Of(EmbeddingEndpoint, LlmOperation.Embeddings, ["GetEmbeddings"], parameter: "model", property: "Model", unmeasured: EscapeReason.UsageDropped),
        ],
    };
}
