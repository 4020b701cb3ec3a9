using System.Collections.Immutable;
using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>Betalgo's OpenAI packages. Older ones have the same services under other namespaces; asynchronous methods have no suffix.</summary>
internal static class Betalgo
{
    private static readonly string[] Namespaces = ["Betalgo.Ranul.OpenAI.Interfaces.", "Betalgo.OpenAI.Interfaces.", "OpenAI.Interfaces."];

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "betalgo",
        Provider = "openai",
        Assemblies = ["Betalgo.Ranul.OpenAI", "Betalgo.OpenAI"],
        Instead = "call OpenAIService as the IChatClient that it is",
        // Runs and batches are counted where they begin: their usage is told later, and shown as unknown.
        AdaptedTypes = [.. Namespaces.SelectMany(n => RowsIn(n)).Select(r => r.Type).Distinct()],
        ClientTypes = [.. Namespaces.SelectMany(n => RowsIn(n)).Select(r => r.Type).Distinct()],
        Methods = [.. Namespaces.SelectMany(n => RowsIn(n))],
    };

    private static ImmutableArray<LlmMethod> RowsIn(string ns) =>
    [
        .. Of(ns + "IChatCompletionService", LlmOperation.Chat, ["CreateCompletion", "CreateCompletionAsStream"], parameter: "modelId", property: "Model"),
        .. Of(ns + "ICompletionService", LlmOperation.TextCompletion, ["CreateCompletion", "CreateCompletionAsStream"], parameter: "modelId", property: "Model"),
        .. Of(ns + "IEmbeddingService", LlmOperation.Embeddings, ["CreateEmbedding"], property: "Model"),
        .. Of(ns + "IImageService", LlmOperation.GenerateContent, ["CreateImage", "CreateImageEdit", "CreateImageVariation"], property: "Model"),
        .. Of(ns + "IAudioService", LlmOperation.Transcription, ["CreateTranscription", "CreateTranslation"], property: "Model"),
        .. Of(ns + "IAudioService", LlmOperation.Speech, ["CreateSpeech"], property: "Model"),
        .. Of(ns + "IModerationService", LlmOperation.Moderation, ["CreateModeration"], property: "Model"),
        .. Of(ns + "IEditService", LlmOperation.TextCompletion, ["CreateEdit"], parameter: "modelId", property: "Model"),
        .. Of(ns + "IRunService", LlmOperation.InvokeAgent, ["RunCreate", "RunCreateAsStream", "CreateThreadAndRun", "CreateThreadAndRunAsStream", "RunSubmitToolOutputs", "RunSubmitToolOutputsAsStream"], parameter: "modelId", property: "Model"),
        .. Of(ns + "IBatchService", LlmOperation.Batch, ["BatchCreate"]),
    ];
}
