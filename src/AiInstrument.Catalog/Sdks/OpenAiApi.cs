using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>OpenAI_API by OkGoDoIt, no longer maintained.</summary>
internal static class OpenAiApi
{
    private const string Chat = "OpenAI_API.Chat.IChatEndpoint";
    private const string Conversation = "OpenAI_API.Chat.Conversation";
    private const string Completions = "OpenAI_API.Completions.ICompletionEndpoint";
    private const string EmbeddingsEndpoint = "OpenAI_API.Embedding.IEmbeddingEndpoint";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "openai_api",
        Provider = "openai",
        Assemblies = ["OpenAI_API"],
        Instead = "use the OpenAI package",
        ClientTypes = [Chat, Conversation, Completions, EmbeddingsEndpoint],
        Methods =
        [
            .. Of(Chat, LlmOperation.Chat, ["CreateChatCompletionAsync", "StreamChatAsync", "StreamChatEnumerableAsync"], property: "Model"),
            .. Of(Conversation, LlmOperation.Chat, ["GetResponseFromChatbotAsync", "StreamResponseFromChatbotAsync", "StreamResponseEnumerableFromChatbotAsync"]),
            .. Of(Completions, LlmOperation.TextCompletion, ["CreateCompletionAsync", "StreamCompletionAsync", "StreamCompletionEnumerableAsync"], parameter: "model", property: "Model"),
            .. Of(EmbeddingsEndpoint, LlmOperation.Embeddings, ["CreateEmbeddingAsync", "GetEmbeddingsAsync"], parameter: "model", property: "Model"),
        ],
    };
}
