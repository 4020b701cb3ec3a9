using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>LangChain by tryAGI. A chain may hold no model: running one is a possible call.</summary>
internal static class LangChain
{
    private const string Chain = "LangChain.Abstractions.Chains.Base.IChain";
    private const string ChatModel = "LangChain.Providers.IChatModel";
    private const string ImageModel = "LangChain.Providers.ITextToImageModel";
    private const string SpeechModel = "LangChain.Providers.ITextToSpeechModel";
    private const string VisionModel = "LangChain.Providers.IImageToTextModel";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "langchain",
        Assemblies = ["LangChain", "LangChain.Core", "LangChain.Providers.Abstractions"],
        Instead = "give the chain an IChatClient with .UseAiInstrument()",
        AdaptedTypes = [ChatModel, ImageModel, SpeechModel, VisionModel],
        ClientTypes = [Chain, ChatModel, ImageModel, SpeechModel, VisionModel],
        Methods =
        [
            .. Of(Chain, LlmOperation.Chat, ["RunAsync", "CallAsync"], possible: true),
            .. Of(ChatModel, LlmOperation.Chat, ["GenerateAsync"]),
            .. Of(ImageModel, LlmOperation.GenerateContent, ["GenerateImageAsync"]),
            .. Of(SpeechModel, LlmOperation.Speech, ["GenerateSpeechAsync"]),
            .. Of(VisionModel, LlmOperation.Chat, ["GenerateTextFromImageAsync"]),
        ],
    };
}
