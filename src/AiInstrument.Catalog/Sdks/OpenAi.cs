using System.Collections.Immutable;

namespace AiInstrument.Catalog.Sdks;

/// <summary>The OpenAI SDK, 2.x. Its clients are classes with virtual members, so derived clients (Azure, Foundry) are the same rows.</summary>
internal static class OpenAi
{
    private const string Chat = "OpenAI.Chat.ChatClient";
    private const string Responses = "OpenAI.Responses.ResponsesClient";
    private const string Embedding = "OpenAI.Embeddings.EmbeddingClient";
    private const string Image = "OpenAI.Images.ImageClient";
    private const string Audio = "OpenAI.Audio.AudioClient";
    private const string Moderation = "OpenAI.Moderations.ModerationClient";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "openai",
        Provider = "openai",
        Assemblies = ["OpenAI"],
        ClientTypes = [Chat, Responses, Embedding, Image, Audio, Moderation],
        Methods =
        [
            .. Both(Chat, "CompleteChat", LlmOperation.Chat),
            .. Both(Chat, "CompleteChatStreaming", LlmOperation.Chat),
            .. Both(Responses, "CreateResponse", LlmOperation.Chat, "model", "Model"),
            .. Both(Responses, "CreateResponseStreaming", LlmOperation.Chat, "model", "Model"),
            .. Both(Responses, "CompactResponse", LlmOperation.Chat),
            .. Both(Embedding, "GenerateEmbedding", LlmOperation.Embeddings),
            .. Both(Embedding, "GenerateEmbeddings", LlmOperation.Embeddings),
            .. Both(Image, "GenerateImage", LlmOperation.GenerateContent),
            .. Both(Image, "GenerateImages", LlmOperation.GenerateContent),
            .. Both(Image, "GenerateImageEdit", LlmOperation.GenerateContent),
            .. Both(Image, "GenerateImageEdits", LlmOperation.GenerateContent),
            .. Both(Image, "GenerateImageVariation", LlmOperation.GenerateContent),
            .. Both(Image, "GenerateImageVariations", LlmOperation.GenerateContent),
            .. Both(Image, "GenerateImagesStreaming", LlmOperation.GenerateContent),
            .. Both(Image, "GenerateImageEditsStreaming", LlmOperation.GenerateContent),
            .. Both(Audio, "TranscribeAudio", LlmOperation.Transcription),
            .. Both(Audio, "TranscribeAudioDiarized", LlmOperation.Transcription),
            .. Both(Audio, "TranscribeAudioStreaming", LlmOperation.Transcription),
            .. Both(Audio, "TranslateAudio", LlmOperation.Transcription),
            .. Both(Audio, "GenerateSpeech", LlmOperation.Speech),
            .. Both(Audio, "GenerateSpeechStreaming", LlmOperation.Speech),
            .. Both(Moderation, "ClassifyText", LlmOperation.Moderation),
            .. Both(Moderation, "ClassifyInputs", LlmOperation.Moderation),
        ],
    };

    /// <summary>The method and its <c>Async</c> twin. A twin that a version lacks is simply never found.</summary>
    private static ImmutableArray<LlmMethod> Both(string type, string name, string operation, string? modelParameter = null, string? modelProperty = null) =>
    [
        new(type, name, operation, modelParameter, modelProperty),
        new(type, name + "Async", operation, modelParameter, modelProperty),
    ];
}
