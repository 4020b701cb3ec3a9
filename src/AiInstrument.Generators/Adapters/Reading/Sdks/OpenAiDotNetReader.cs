using static AiInstrument.Generators.Adapters.Reading.Sdks.OpenAiShape;

namespace AiInstrument.Generators.Adapters.Reading.Sdks;

/// <summary>OpenAI-DotNet. A stream tells its usage where the caller asks for it (<c>streamUsage</c>, an argument that is the caller's).</summary>
internal static class OpenAiDotNetReader
{
    public static SdkReader Sdk { get; } = new(
        "OpenAiDotNet",
        OpenAiShape.ChatRequest("OpenAI.Chat.ChatRequest"),
        ChatResponse("OpenAI.Chat.ChatResponse"),
        ChatUpdate("OpenAI.Chat.ChatResponse"),
        OpenAiShape.ChatRequest("OpenAI.Responses.CreateResponseRequest"),
        new TypeReader(ReaderRole.Response, "OpenAI.Responses.Response")
        {
            Model = "Model",
            Id = "Id",
            ServiceTier = "ServiceTier",
            FinishReason = "Status",
            Usage = [Usage],
        },
        OpenAiShape.Request("OpenAI.Embeddings.EmbeddingsRequest"),
        Embeddings("OpenAI.Embeddings.EmbeddingsResponse"),
        OpenAiShape.Request("OpenAI.Images.ImageGenerationRequest") with { ImageSize = "Size" },
        OpenAiShape.Request("OpenAI.Images.ImageEditRequest") with { ImageSize = "Size" },
        OpenAiShape.Request("OpenAI.Images.ImageVariationRequest") with { ImageSize = "Size" },
        new TypeReader(ReaderRole.Response, "System.Collections.Generic.IReadOnlyList`1[OpenAI.Images.ImageResult]") { Images = "" },
        OpenAiShape.Request("OpenAI.Audio.SpeechRequest") with { SpokenText = "Input" },
        OpenAiShape.Request("OpenAI.Audio.AudioTranscriptionRequest"),
        OpenAiShape.Request("OpenAI.Audio.AudioTranslationRequest"),
        new TypeReader(ReaderRole.Response, "OpenAI.Audio.AudioResponse") { AudioSeconds = "Duration" },
        OpenAiShape.Request("OpenAI.Moderations.ModerationsRequest"),
        new TypeReader(ReaderRole.Response, "OpenAI.Moderations.ModerationsResponse") { Model = "Model", Id = "Id" });
}
