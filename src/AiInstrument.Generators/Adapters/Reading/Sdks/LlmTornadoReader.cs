using static AiInstrument.Generators.Adapters.Reading.ReaderRole;
using static AiInstrument.Generators.Adapters.Reading.Sdks.OpenAiShape;

namespace AiInstrument.Generators.Adapters.Reading.Sdks;

/// <summary>LlmTornado. It asks for the usage of streams itself; a conversation's plain methods hand out text alone.</summary>
internal static class LlmTornadoReader
{
    private const string Name = "Model.Name|Model";

    private static readonly UsageReader s_usage = OpenAiShape.Usage with { CacheWrite = "CacheCreationTokens" };

    private static readonly TypeReader s_chat = ChatResponse("LlmTornado.Chat.ChatResult") with { Model = Name, Usage = [s_usage] };

    private static readonly TypeReader s_rich = ChatResponse("LlmTornado.Chat.ChatRichResponse") with
    {
        Model = "Result.Model.Name|Result.Model",
        Id = "Result.Id",
        FinishReason = "FinishReason",
        ToolCalls = "Blocks[].FunctionCall",
        Usage = [s_usage with { Path = "Usage|Result.Usage" }],
    };

    private static readonly TypeReader s_response = new(Response, "LlmTornado.Responses.ResponseResult")
    {
        Model = Name,
        Id = "Id",
        FinishReason = "Status",
        ServiceTier = "ServiceTier",
        Usage = [OpenAiShape.Usage],
    };

    public static SdkReader Sdk { get; } = new(
        "LlmTornado",
        [
            new(Target, "LlmTornado.Chat.Conversation")
            {
                Model = "RequestParameters.Model.Name|Model.Name",
                MaxTokens = "RequestParameters.MaxTokens",
                Temperature = "RequestParameters.Temperature",
                TopP = "RequestParameters.TopP",
            },
            OpenAiShape.ChatRequest("LlmTornado.Chat.ChatRequest") with { Model = Name },
            OpenAiShape.ChatRequest("LlmTornado.Responses.ResponseRequest") with { Model = Name },
            OpenAiShape.Request("LlmTornado.Embedding.EmbeddingRequest") with { Model = Name },
            new(ReaderRole.Request, "LlmTornado.Chat.Models.ChatModel") { Model = "Name" },
            new(ReaderRole.Request, "LlmTornado.Embedding.Models.EmbeddingModel") { Model = "Name" },
            .. new[] { s_chat, s_rich, s_response }.SelectMany(r => new[]
            {
                r,
                r.WrappedIn("LlmTornado.Common.HttpCallResult`1", "Data"),
                r.WrappedIn("LlmTornado.Common.RestDataOrException`1", "Data"),
            }),
            s_chat with { Role = Update, ToolCalls = "Choices[].Delta.ToolCalls[].Id" },
            Embeddings("LlmTornado.Embedding.EmbeddingResult") with { Model = Name },
        ]);
}
