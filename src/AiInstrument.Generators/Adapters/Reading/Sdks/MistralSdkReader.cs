using static AiInstrument.Generators.Adapters.Reading.Sdks.OpenAiShape;

namespace AiInstrument.Generators.Adapters.Reading.Sdks;

/// <summary>Mistral.SDK. The service ends each stream with its usage, unasked.</summary>
internal static class MistralSdkReader
{
    private const string Types = "Mistral.SDK.DTOs.";

    public static SdkReader Sdk { get; } = new(
        "MistralSdk",
        OpenAiShape.ChatRequest(Types + "ChatCompletionRequest"),
        ChatResponse(Types + "ChatCompletionResponse"),
        ChatUpdate(Types + "ChatCompletionResponse"),
        OpenAiShape.Request(Types + "EmbeddingRequest"),
        Embeddings(Types + "EmbeddingResponse") with { Id = "Id" });
}
