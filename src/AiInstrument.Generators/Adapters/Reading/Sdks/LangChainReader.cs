using static AiInstrument.Generators.Adapters.Reading.ReaderRole;

namespace AiInstrument.Generators.Adapters.Reading.Sdks;

/// <summary>LangChain's models. Which provider is behind one only the run time knows; its usage is 0 where the provider told none.</summary>
internal static class LangChainReader
{
    private const string Types = "LangChain.Providers.";

    private static readonly UsageReader s_usage = new("Usage", "InputTokens", "OutputTokens") { ZeroIsUnknown = true };

    public static SdkReader Sdk { get; } = new(
        "LangChain",
        [
            // The id is declared by the interface that all of them extend.
            .. new[] { "IChatModel", "ITextToImageModel", "ITextToSpeechModel", "IImageToTextModel" }.Select(t => new TypeReader(Target, Types + t) { Model = "Id" }),
            Result(Response, "ChatResponse"),
            Result(Update, "ChatResponse"),
            Result(Response, "TextToImageResponse") with { Images = "Images" },
            Result(Response, "TextToSpeechResponse"),
            Result(Response, "ImageToTextResponse"),
        ]);

    private static TypeReader Result(ReaderRole role, string type) => new(role, Types + type)
    {
        FinishReason = "FinishReason",
        ToolCalls = "ToolCalls[]",
        Usage = [s_usage],
    };
}
