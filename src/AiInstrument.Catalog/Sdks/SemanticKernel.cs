using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>Semantic Kernel. A kernel's or a function's <c>InvokeAsync</c> may run plain code: those rows are possible calls.</summary>
internal static class SemanticKernel
{
    private const string Namespace = "Microsoft.SemanticKernel.";
    private const string Chat = Namespace + "ChatCompletion.IChatCompletionService";
    private const string ChatExtensions = Namespace + "ChatCompletion.ChatCompletionServiceExtensions";
    private const string Text = Namespace + "TextGeneration.ITextGenerationService";
    private const string TextExtensions = Namespace + "TextGeneration.TextGenerationExtensions";
    private const string ImageFromText = Namespace + "TextToImage.ITextToImageService";
    private const string ImageExtensions = Namespace + "TextToImage.TextToImageServiceExtensions";
    private const string TextFromAudio = Namespace + "AudioToText.IAudioToTextService";
    private const string TextFromAudioExtensions = Namespace + "AudioToText.AudioToTextServiceExtensions";
    private const string AudioFromText = Namespace + "TextToAudio.ITextToAudioService";
    private const string AudioFromTextExtensions = Namespace + "TextToAudio.TextToAudioServiceExtensions";
    private const string TextFromImage = Namespace + "ImageToText.IImageToTextService";
    private const string TextEmbedding = Namespace + "Embeddings.ITextEmbeddingGenerationService";
    private const string Embedding = Namespace + "Embeddings.IEmbeddingGenerationService`2";
    private const string EmbeddingExtensions = Namespace + "Embeddings.EmbeddingGenerationExtensions";
    private const string KernelExtensions = Namespace + "KernelExtensions";
    private const string Kernel = Namespace + "Kernel";
    private const string Function = Namespace + "KernelFunction";
    private const string Agent = Namespace + "Agents.Agent";
    private const string AgentChat = Namespace + "Agents.AgentChat";
    private const string Orchestration = Namespace + "Agents.Orchestration.AgentOrchestration`2";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "semantic-kernel",
        Assemblies = ["Microsoft.SemanticKernel.Abstractions", "Microsoft.SemanticKernel.Core", "Microsoft.SemanticKernel.Agents.Abstractions", "Microsoft.SemanticKernel.Agents.Core", "Microsoft.SemanticKernel.Agents.Orchestration"],
        Instead = "give the kernel an IChatClient with .UseAiInstrument()",
        AdaptedTypes =
        [
            Chat, ChatExtensions, Text, TextExtensions, ImageFromText, ImageExtensions, TextFromAudio, TextFromAudioExtensions, AudioFromText, AudioFromTextExtensions,
            TextFromImage, TextEmbedding, Embedding, EmbeddingExtensions, KernelExtensions, Agent, AgentChat,
        ],
        ClientTypes = [Chat, Text, ImageFromText, TextFromAudio, AudioFromText, TextFromImage, TextEmbedding, Embedding, Agent],
        Methods =
        [
            .. Of(Chat, LlmOperation.Chat, ["GetChatMessageContentsAsync", "GetStreamingChatMessageContentsAsync"], property: "ModelId"),
            .. Of(ChatExtensions, LlmOperation.Chat, ["GetChatMessageContentAsync", "GetChatMessageContentsAsync", "GetStreamingChatMessageContentsAsync"], property: "ModelId"),
            .. Of(Text, LlmOperation.TextCompletion, ["GetTextContentsAsync", "GetStreamingTextContentsAsync"], property: "ModelId"),
            .. Of(TextExtensions, LlmOperation.TextCompletion, ["GetTextContentAsync"], property: "ModelId"),
            .. Of(ImageFromText, LlmOperation.GenerateContent, ["GetImageContentsAsync"], property: "ModelId"),
            .. Of(ImageExtensions, LlmOperation.GenerateContent, ["GenerateImageAsync"]),
            .. Of(TextFromAudio, LlmOperation.Transcription, ["GetTextContentsAsync"], property: "ModelId"),
            .. Of(TextFromAudioExtensions, LlmOperation.Transcription, ["GetTextContentAsync"], property: "ModelId"),
            .. Of(AudioFromText, LlmOperation.Speech, ["GetAudioContentsAsync"], property: "ModelId"),
            .. Of(AudioFromTextExtensions, LlmOperation.Speech, ["GetAudioContentAsync"], property: "ModelId"),
            .. Of(TextFromImage, LlmOperation.Chat, ["GetTextContentsAsync"], property: "ModelId"),
            .. Of(TextEmbedding, LlmOperation.Embeddings, ["GenerateEmbeddingsAsync"]),
            .. Of(Embedding, LlmOperation.Embeddings, ["GenerateEmbeddingsAsync"]),
            .. Of(EmbeddingExtensions, LlmOperation.Embeddings, ["GenerateEmbeddingAsync"]),
            .. Of(KernelExtensions, LlmOperation.Chat, ["InvokePromptAsync", "InvokePromptStreamingAsync"]),
            .. Of(Kernel, LlmOperation.Chat, ["InvokeAsync", "InvokeStreamingAsync"], possible: true),
            .. Of(Function, LlmOperation.Chat, ["InvokeAsync", "InvokeStreamingAsync"], possible: true),
            .. Of(Agent, LlmOperation.InvokeAgent, ["InvokeAsync", "InvokeStreamingAsync"]),
            .. Of(AgentChat, LlmOperation.InvokeAgent, ["InvokeAsync", "InvokeStreamingAsync"]),
            .. Of(Orchestration, LlmOperation.InvokeAgent, ["InvokeAsync"]),
        ],
    };
}
