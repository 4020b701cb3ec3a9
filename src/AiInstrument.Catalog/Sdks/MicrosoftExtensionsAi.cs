namespace AiInstrument.Catalog.Sdks;

/// <summary>Microsoft.Extensions.AI: the interfaces and the extension methods that call through them.</summary>
internal static class MicrosoftExtensionsAi
{
    private const string Namespace = "Microsoft.Extensions.AI.";
    private const string ModelId = "ModelId";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "microsoft.extensions.ai",
        Assemblies = ["Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.AI"],
        AdaptedTypes =
        [
            Namespace + "IChatClient", Namespace + "ChatClientExtensions", Namespace + "ChatClientStructuredOutputExtensions",
            Namespace + "IEmbeddingGenerator`2", Namespace + "EmbeddingGeneratorExtensions",
            Namespace + "IImageGenerator", Namespace + "ImageGeneratorExtensions",
            Namespace + "ISpeechToTextClient", Namespace + "SpeechToTextClientExtensions", Namespace + "ITextToSpeechClient",
        ],
        ContentTypes = [Namespace + "IChatClient", Namespace + "ChatClientExtensions", Namespace + "ChatClientStructuredOutputExtensions"],
        ClientTypes =
        [
            Namespace + "IChatClient",
            Namespace + "IEmbeddingGenerator`2",
            Namespace + "IImageGenerator",
            Namespace + "ISpeechToTextClient",
            Namespace + "ITextToSpeechClient",
            Namespace + "IRealtimeClient",
            Namespace + "IRealtimeClientSession",
            // One that summarizes calls an inner client.
            Namespace + "IChatReducer",
        ],
        Methods =
        [
            new(Namespace + "IChatClient", "GetResponseAsync", LlmOperation.Chat, ModelProperty: ModelId),
            new(Namespace + "IChatClient", "GetStreamingResponseAsync", LlmOperation.Chat, ModelProperty: ModelId),
            new(Namespace + "ChatClientExtensions", "GetResponseAsync", LlmOperation.Chat, ModelProperty: ModelId),
            new(Namespace + "ChatClientExtensions", "GetStreamingResponseAsync", LlmOperation.Chat, ModelProperty: ModelId),
            new(Namespace + "ChatClientStructuredOutputExtensions", "GetResponseAsync", LlmOperation.Chat, ModelProperty: ModelId),
            new(Namespace + "IEmbeddingGenerator`2", "GenerateAsync", LlmOperation.Embeddings, ModelProperty: ModelId),
            new(Namespace + "EmbeddingGeneratorExtensions", "GenerateAsync", LlmOperation.Embeddings, ModelProperty: ModelId),
            new(Namespace + "EmbeddingGeneratorExtensions", "GenerateVectorAsync", LlmOperation.Embeddings, ModelProperty: ModelId),
            new(Namespace + "EmbeddingGeneratorExtensions", "GenerateAndZipAsync", LlmOperation.Embeddings, ModelProperty: ModelId),
            new(Namespace + "IImageGenerator", "GenerateAsync", LlmOperation.GenerateContent, ModelProperty: ModelId),
            new(Namespace + "ImageGeneratorExtensions", "GenerateImagesAsync", LlmOperation.GenerateContent, ModelProperty: ModelId),
            new(Namespace + "ImageGeneratorExtensions", "EditImageAsync", LlmOperation.GenerateContent, ModelProperty: ModelId),
            new(Namespace + "ImageGeneratorExtensions", "EditImagesAsync", LlmOperation.GenerateContent, ModelProperty: ModelId),
            new(Namespace + "ISpeechToTextClient", "GetTextAsync", LlmOperation.Transcription, ModelProperty: ModelId),
            new(Namespace + "ISpeechToTextClient", "GetStreamingTextAsync", LlmOperation.Transcription, ModelProperty: ModelId),
            new(Namespace + "SpeechToTextClientExtensions", "GetTextAsync", LlmOperation.Transcription, ModelProperty: ModelId),
            new(Namespace + "SpeechToTextClientExtensions", "GetStreamingTextAsync", LlmOperation.Transcription, ModelProperty: ModelId),
            new(Namespace + "ITextToSpeechClient", "GetAudioAsync", LlmOperation.Speech, ModelProperty: ModelId),
            new(Namespace + "ITextToSpeechClient", "GetStreamingAudioAsync", LlmOperation.Speech, ModelProperty: ModelId),
            // A session's calls go both ways at any time: who opens it pays for it.
            new(Namespace + "IRealtimeClient", "CreateSessionAsync", LlmOperation.Realtime),
        ],
    };
}
