using static AiInstrument.Generators.Adapters.Reading.Sdks.OpenAiShape;

namespace AiInstrument.Generators.Adapters.Reading.Sdks;

/// <summary>Foundry Local. Its results are Betalgo's types, which that SDK's reader reads, or in newer versions its own.</summary>
internal static class FoundryLocalReader
{
    private const string Types = "Microsoft.AI.Foundry.Local.OpenAI.";

    private static readonly string[] Chats = ["ChatCompletionCreateResponse", "ChatCompletionResponse"];

    public static SdkReader Sdk { get; } = new(
        "FoundryLocal",
        [
            .. new[] { "OpenAIChatClient", "OpenAIEmbeddingClient", "OpenAIAudioClient", "AudioClient" }.Select(t => new TypeReader(ReaderRole.Target, "Microsoft.AI.Foundry.Local." + t)
            {
                Model = "ModelId",
                MaxTokens = "Settings.MaxTokens",
                Temperature = "Settings.Temperature",
                TopP = "Settings.TopP",
            }),
            .. Chats.Select(c => ChatResponse(Types + c)),
            .. Chats.Select(c => ChatUpdate(Types + c)),
            Embeddings(Types + "EmbeddingCreateResponse"),
            new(ReaderRole.Response, Types + "AudioCreateTranscriptionResponse") { AudioSeconds = "Duration" },
            new(ReaderRole.Update, Types + "AudioCreateTranscriptionResponse") { AudioSeconds = "Duration" },
        ]);
}
