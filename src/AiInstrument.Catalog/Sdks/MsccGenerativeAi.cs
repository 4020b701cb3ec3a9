using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>Mscc.GenerativeAI. Its asynchronous methods have no suffix.</summary>
internal static class MsccGenerativeAi
{
    private const string Namespace = "Mscc.GenerativeAI.";
    private const string Model = Namespace + "GenerativeModel";
    private const string ChatSession = Namespace + "Types.ChatSession";
    private const string OlderChatSession = Namespace + "ChatSession";
    private const string Images = Namespace + "ImageGenerationModel";
    private const string Interactions = Namespace + "InteractionsModel";
    private const string Chat = Namespace + "ChatModel";
    private const string OpenAi = Namespace + "OpenAIModel";
    private const string EmbeddingsModel = Namespace + "EmbeddingsModel";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "mscc.generativeai",
        Provider = "gcp.gemini",
        Assemblies = ["Mscc.GenerativeAI"],
        Instead = "use Mscc.GenerativeAI.Microsoft's IChatClient",
        AdaptedTypes = [Model, ChatSession, OlderChatSession, Images, Interactions, Chat, OpenAi, EmbeddingsModel],
        ClientTypes = [Model, ChatSession, OlderChatSession, Images, Interactions, Chat, OpenAi, EmbeddingsModel],
        Methods =
        [
            .. Of(Model, LlmOperation.GenerateContent, ["GenerateContent", "GenerateContentStream", "GenerateAnswer", "GenerateText", "GenerateMessage", "GenerateImages", "EditImage", "UpscaleImage", "GenerateVideos", "Predict", "PredictLongRunning"], property: "Model"),
            .. Of(Model, LlmOperation.Batch, ["BatchGenerateContent"]),
            .. Of(Model, LlmOperation.Embeddings, ["EmbedContent", "BatchEmbedContent", "EmbedText", "BatchEmbedText"], property: "Model"),
            .. Of(ChatSession, LlmOperation.Chat, ["SendMessage", "SendMessageStream"]),
            .. Of(OlderChatSession, LlmOperation.Chat, ["SendMessage", "SendMessageStream"]),
            .. Of(Images, LlmOperation.GenerateContent, ["GenerateImages", "GenerateContent"]),
            .. Of(Interactions, LlmOperation.InvokeAgent, ["Create", "CreateStream"], property: "Model"),
            .. Of(Chat, LlmOperation.Chat, ["Completions"], property: "Model"),
            .. Of(OpenAi, LlmOperation.Chat, ["Completions"], property: "Model"),
            .. Of(OpenAi, LlmOperation.Embeddings, ["Embeddings"], property: "Model"),
            .. Of(OpenAi, LlmOperation.GenerateContent, ["Images"], property: "Model"),
            .. Of(EmbeddingsModel, LlmOperation.Embeddings, ["Embeddings"], property: "Model"),
        ],
    };
}
