using static AiInstrument.Generators.Adapters.Reading.Sdks.OpenAiShape;

namespace AiInstrument.Generators.Adapters.Reading.Sdks;

/// <summary>OpenAI_API by OkGoDoIt. It cannot ask for the usage of a stream.</summary>
internal static class OpenAiApiReader
{
    private const string Model = "Model|Model.ModelID";

    public static SdkReader Sdk { get; } = new(
        "OpenAiApi",
        new TypeReader(ReaderRole.Request, "OpenAI_API.Models.Model") { Model = "ModelID" },
        ChatRequest("OpenAI_API.Chat.ChatRequest") with { Model = Model },
        ChatRequest("OpenAI_API.Completions.CompletionRequest") with { Model = Model },
        ChatRequest("OpenAI_API.Embedding.EmbeddingRequest") with { Model = Model },
        ChatResponse("OpenAI_API.Chat.ChatResult") with { Model = Model },
        ChatUpdate("OpenAI_API.Chat.ChatResult") with { Model = Model },
        ChatResponse("OpenAI_API.Completions.CompletionResult") with { Model = Model, FinishReason = "Completions[].FinishReason" },
        ChatUpdate("OpenAI_API.Completions.CompletionResult") with { Model = Model, FinishReason = "Completions[].FinishReason" },
        Embeddings("OpenAI_API.Embedding.EmbeddingResult") with { Model = Model });
}
