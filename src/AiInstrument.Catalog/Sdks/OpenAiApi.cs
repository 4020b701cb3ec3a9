using AiInstrument.Catalog.Calls;
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
        AdaptedTypes = [Chat, Completions, EmbeddingsEndpoint],
        ClientTypes = [Chat, Conversation, Completions, EmbeddingsEndpoint],
        Methods =
        [
            .. Of(Chat, LlmOperation.Chat, ["CreateChatCompletionAsync", "StreamChatEnumerableAsync"], property: "Model"),
            .. Of(Chat, LlmOperation.Chat, ["StreamChatAsync"], property: "Model", unmeasured: EscapeReason.UsageDropped),
            .. Of(Conversation, LlmOperation.Chat, ["GetResponseFromChatbotAsync", "StreamResponseFromChatbotAsync", "StreamResponseEnumerableFromChatbotAsync"], unmeasured: EscapeReason.UsageDropped),
            .. Of(Completions, LlmOperation.TextCompletion, ["CreateCompletionAsync", "StreamCompletionEnumerableAsync"], parameter: "model", property: "Model"),
            .. Of(Completions, LlmOperation.TextCompletion, ["StreamCompletionAsync"], parameter: "model", property: "Model", unmeasured: EscapeReason.UsageDropped),
            .. Of(EmbeddingsEndpoint, LlmOperation.Embeddings, ["CreateEmbeddingAsync"], parameter: "model", property: "Model"),
            .. Of(EmbeddingsEndpoint, LlmOperation.Embeddings, ["GetEmbeddingsAsync"], parameter: "model", property: "Model", unmeasured: EscapeReason.UsageDropped),
        ],
    };
}
