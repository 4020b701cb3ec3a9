using static AiInstrument.Catalog.LlmRows;

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
    private const string Assistants = "OpenAI.Assistants.AssistantClient";
    private const string Realtime = "OpenAI.Realtime.RealtimeClient";
    private const string RealtimeSession = "OpenAI.Realtime.RealtimeSessionClient";
    private const string Batches = "OpenAI.Batch.BatchClient";
    private const string Videos = "OpenAI.Videos.VideoClient";
    private const string Decisions = "OpenAI.Decisions.DecisionsClient";
    private const string OlderResponses = "OpenAI.Responses.OpenAIResponseClient";
    private const string OlderRealtime = "OpenAI.RealtimeConversation.RealtimeConversationClient";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "openai",
        Provider = "openai",
        Assemblies = ["OpenAI"],
        AdaptedTypes = [Chat, Responses, Embedding, Image, Audio, Moderation, Assistants, Realtime, RealtimeSession, Batches, Videos, Decisions, OlderResponses, OlderRealtime],
        ContentTypes = [Chat, Responses],
        ClientTypes = [Chat, Responses, Embedding, Image, Audio, Moderation, Assistants, Realtime, RealtimeSession, Batches, Videos, Decisions, OlderResponses, OlderRealtime],
        Methods =
        [
            .. Twins(Chat, LlmOperation.Chat, ["CompleteChat", "CompleteChatStreaming"]),
            .. Twins(Responses, LlmOperation.Chat, ["CreateResponse", "CreateResponseStreaming"], parameter: "model", property: "Model"),
            .. Twins(Responses, LlmOperation.Chat, ["CompactResponse"]),
            .. Twins(Embedding, LlmOperation.Embeddings, ["GenerateEmbedding", "GenerateEmbeddings"]),
            .. Twins(Image, LlmOperation.GenerateContent, ["GenerateImage", "GenerateImages", "GenerateImagesStreaming"]),
            .. Twins(Image, LlmOperation.GenerateContent, ["GenerateImageEdit", "GenerateImageEdits", "GenerateImageEditsStreaming"]),
            .. Twins(Image, LlmOperation.GenerateContent, ["GenerateImageVariation", "GenerateImageVariations"]),
            .. Twins(Audio, LlmOperation.Transcription, ["TranscribeAudio", "TranscribeAudioDiarized", "TranscribeAudioStreaming", "TranslateAudio"]),
            .. Twins(Audio, LlmOperation.Speech, ["GenerateSpeech", "GenerateSpeechStreaming"]),
            .. Twins(Moderation, LlmOperation.Moderation, ["ClassifyText", "ClassifyInputs"]),
            .. Twins(Assistants, LlmOperation.InvokeAgent, ["CreateRun", "CreateRunStreaming", "CreateThreadAndRun", "CreateThreadAndRunStreaming", "SubmitToolOutputsToRun", "SubmitToolOutputsToRunStreaming"]),
            // A session's calls go both ways at any time: who opens it pays for it.
            .. Of(Realtime, LlmOperation.Realtime, ["StartConversationSessionAsync", "StartSessionAsync", "StartTranscriptionSessionAsync"], parameter: "model"),
            .. Of(RealtimeSession, LlmOperation.Realtime, ["StartResponseAsync"]),
            .. Twins(Batches, LlmOperation.Batch, ["CreateBatch"]),
            .. Twins(Videos, LlmOperation.GenerateContent, ["CreateVideo", "CreateVideoRemix"]),
            .. Twins(Decisions, LlmOperation.Chat, ["CreateDecision"]),

            // Names of versions before 2.8 and 2.2.
            .. Twins(OlderResponses, LlmOperation.Chat, ["CreateResponse", "CreateResponseStreaming"]),
            .. Twins(OlderRealtime, LlmOperation.Realtime, ["StartConversationSession"]),
        ],
    };
}
