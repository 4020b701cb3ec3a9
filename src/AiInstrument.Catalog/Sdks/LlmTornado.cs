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
        ClientTypes = [Chat, Conversation, Responses, EmbeddingEndpoint],
        Methods =
        [
            .. Of(Chat, LlmOperation.Chat, ["CreateChatCompletion", "CreateChatCompletionSafe", "StreamCompletion", "StreamChatAsync", "StreamChatEnumerable"], property: "Model"),
            .. Of(Conversation, LlmOperation.Chat, ["GetResponse", "GetResponseRich", "GetResponseRichSafe", "GetResponseSafe", "StreamResponse", "StreamResponseEnumerable", "StreamResponseRich"]),
            .. Of(Responses, LlmOperation.Chat, ["CreateResponse", "CreateResponseSafe", "StreamResponseRich", "StreamResponseRichSafe"], property: "Model"),
            .. Of(EmbeddingEndpoint, LlmOperation.Embeddings, ["CreateEmbedding", "GetEmbeddings"], parameter: "model", property: "Model"),
        ],
    };
}
