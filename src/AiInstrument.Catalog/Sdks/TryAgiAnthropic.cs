using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>tryAGI.Anthropic: its types have the full names of the official SDK's.</summary>
internal static class TryAgiAnthropic
{
    private const string Client = "Anthropic.IAnthropicClient";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "tryagi.anthropic",
        Provider = "anthropic",
        Assemblies = ["tryAGI.Anthropic"],
        Instead = "call the client as the IChatClient that it is",
        AdaptedTypes = [Client],
        ClientTypes = [Client],
        Methods =
        [
            .. Of(Client, LlmOperation.Chat, ["MessagesPostAsync", "MessagesPostAsResponseAsync", "CreateMessageAsStreamAsync"], parameter: "model", property: "Model"),
        ],
    };
}
