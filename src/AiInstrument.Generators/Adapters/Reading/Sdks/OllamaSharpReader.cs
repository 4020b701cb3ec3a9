using static AiInstrument.Generators.Adapters.Reading.ReaderRole;

namespace AiInstrument.Generators.Adapters.Reading.Sdks;

/// <summary>
/// OllamaSharp. The last part of a stream counts both sides; a prompt that the server has in its cache may go uncounted.
/// </summary>
internal static class OllamaSharpReader
{
    private const string Models = "OllamaSharp.Models.";

    private static readonly UsageReader s_done = new("", "PromptEvalCount", "EvalCount") { ZeroIsUnknown = true };

    public static SdkReader Sdk { get; } = new(
        "OllamaSharp",
        new TypeReader(Target, "OllamaSharp.IOllamaApiClient") { Model = "SelectedModel", Endpoint = "Uri|Config.Uri" },
        Request("Chat.ChatRequest"),
        Request("GenerateRequest"),
        Request("EmbedRequest"),
        new TypeReader(Update, Models + "Chat.ChatResponseStream")
        {
            Model = "Model",
            ToolCalls = "Message.ToolCalls[]",
            Subtypes = [new TypeReader(Update, Models + "Chat.ChatDoneResponseStream") { FinishReason = "DoneReason", Usage = [s_done] }],
        },
        new TypeReader(Update, Models + "GenerateResponseStream")
        {
            Model = "Model",
            Subtypes = [new TypeReader(Update, Models + "GenerateDoneResponseStream") { FinishReason = "DoneReason", Usage = [s_done] }],
        },
        new TypeReader(Response, Models + "EmbedResponse")
        {
            Model = "Model",
            Dimensions = "Embeddings[]",
            Usage = [new UsageReader("", "PromptEvalCount")],
        });

    private static TypeReader Request(string type) => new(ReaderRole.Request, Models + type)
    {
        Model = "Model",
        MaxTokens = "Options.NumPredict",
        Temperature = "Options.Temperature",
        TopP = "Options.TopP",
    };
}
