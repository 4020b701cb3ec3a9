using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>Foundry Local: inference on the machine.</summary>
internal static class FoundryLocal
{
    private const string Chat = "Microsoft.AI.Foundry.Local.OpenAIChatClient";
    private const string Embedding = "Microsoft.AI.Foundry.Local.OpenAIEmbeddingClient";
    private const string Audio = "Microsoft.AI.Foundry.Local.OpenAIAudioClient";
    private const string OlderAudio = "Microsoft.AI.Foundry.Local.AudioClient";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "foundry-local",
        Assemblies = ["Microsoft.AI.Foundry.Local"],
        Provider = "foundry-local",
        IsLocal = true,
        AdaptedTypes = [Chat, Embedding, Audio, OlderAudio],
        ClientTypes = [Chat, Embedding, Audio, OlderAudio],
        Methods =
        [
            .. Of(Chat, LlmOperation.Chat, ["CompleteChatAsync", "CompleteChatStreamingAsync"]),
            .. Of(Embedding, LlmOperation.Embeddings, ["GenerateEmbeddingAsync", "GenerateEmbeddingsAsync"]),
            .. Of(Audio, LlmOperation.Transcription, ["TranscribeAudioAsync", "TranscribeAudioStreamingAsync"]),
            .. Of(OlderAudio, LlmOperation.Transcription, ["TranscribeAudioAsync", "TranscribeAudioStreamingAsync"]),
        ],
    };
}
