using AiInstrument.Catalog.Calls;
using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>OpenAI-DotNet by RageAgainstThePixel: its types have full names of the official SDK's.</summary>
internal static class OpenAiDotNet
{
    private const string Chat = "OpenAI.Chat.ChatEndpoint";
    private const string Responses = "OpenAI.Responses.ResponsesEndpoint";
    private const string Embeddings = "OpenAI.Embeddings.EmbeddingsEndpoint";
    private const string Images = "OpenAI.Images.ImagesEndpoint";
    private const string Audio = "OpenAI.Audio.AudioEndpoint";
    private const string Moderations = "OpenAI.Moderations.ModerationsEndpoint";
    private const string Realtime = "OpenAI.Realtime.RealtimeEndpoint";
    private const string Threads = "OpenAI.Threads.ThreadsEndpoint";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "openai-dotnet",
        Provider = "openai",
        Assemblies = ["OpenAI-DotNet"],
        Instead = "use the OpenAI package",
        // Sessions and runs are counted where they begin: their usage is told later, and shown as unknown.
        AdaptedTypes = [Chat, Responses, Embeddings, Images, Audio, Moderations, Realtime, Threads],
        ClientTypes = [Chat, Responses, Embeddings, Images, Audio, Moderations, Realtime, Threads],
        Methods =
        [
            .. Of(Chat, LlmOperation.Chat, ["GetCompletionAsync", "StreamCompletionAsync", "StreamCompletionEnumerableAsync"], property: "Model"),
            .. Of(Responses, LlmOperation.Chat, ["CreateModelResponseAsync"], property: "Model"),
            .. Of(Embeddings, LlmOperation.Embeddings, ["CreateEmbeddingAsync"], parameter: "model", property: "Model"),
            .. Of(Images, LlmOperation.GenerateContent, ["GenerateImageAsync", "CreateImageEditAsync", "CreateImageVariationAsync"], property: "Model"),
            .. Of(Audio, LlmOperation.Speech, ["CreateSpeechAsync"], property: "Model"),
            .. Of(Audio, LlmOperation.Transcription, ["CreateTranscriptionJsonAsync", "CreateTranslationJsonAsync"], property: "Model"),
            .. Of(Audio, LlmOperation.Transcription, ["CreateTranscriptionTextAsync", "CreateTranslationTextAsync"], property: "Model", unmeasured: EscapeReason.UsageDropped),
            .. Of(Moderations, LlmOperation.Moderation, ["GetModerationAsync", "CreateModerationAsync"], parameter: "model", property: "Model"),
            .. Of(Realtime, LlmOperation.Realtime, ["CreateSessionAsync"], property: "Model"),
            .. Of(Threads, LlmOperation.InvokeAgent, ["CreateRunAsync"], property: "Model"),
        ],
    };
}
