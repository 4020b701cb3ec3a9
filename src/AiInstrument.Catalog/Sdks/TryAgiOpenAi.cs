using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>tryAGI.OpenAI: its <c>IChatClient</c> is its own.</summary>
internal static class TryAgiOpenAi
{
    private const string Chat = "tryAGI.OpenAI.IChatClient";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "tryagi.openai",
        Provider = "openai",
        Assemblies = ["tryAGI.OpenAI"],
        Instead = "use the OpenAI package",
        AdaptedTypes = [Chat],
        ClientTypes = [Chat],
        Methods =
        [
            .. Of(Chat, LlmOperation.Chat, ["CreateChatCompletionAsync", "CreateChatCompletionAsStreamAsync"], parameter: "model", property: "Model"),
        ],
    };
}
