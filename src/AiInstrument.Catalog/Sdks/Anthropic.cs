namespace AiInstrument.Catalog.Sdks;

/// <summary>The official Anthropic SDK, 10 and later. Methods carry no <c>Async</c> suffix; its <c>IChatClient</c> adapter is covered by Microsoft.Extensions.AI's rows.</summary>
internal static class Anthropic
{
    private const string Messages = "Anthropic.Services.IMessageService";
    private const string RawMessages = "Anthropic.Services.IMessageServiceWithRawResponse";
    private const string BetaMessages = "Anthropic.Services.Beta.IMessageService";
    private const string RawBetaMessages = "Anthropic.Services.Beta.IMessageServiceWithRawResponse";
    private const string Model = "Model";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "anthropic",
        Provider = "anthropic",
        Assemblies = ["Anthropic"],
        ClientTypes = [Messages, RawMessages, BetaMessages, RawBetaMessages],
        Methods =
        [
            new(Messages, "Create", LlmOperation.Chat, ModelProperty: Model),
            new(Messages, "CreateStreaming", LlmOperation.Chat, ModelProperty: Model),
            new("Anthropic.Services.MessageServiceExtensions", "Create", LlmOperation.Chat, ModelProperty: Model),
            new(RawMessages, "Create", LlmOperation.Chat, ModelProperty: Model),
            new(RawMessages, "CreateStreaming", LlmOperation.Chat, ModelProperty: Model),
            new(BetaMessages, "Create", LlmOperation.Chat, ModelProperty: Model),
            new(BetaMessages, "CreateStreaming", LlmOperation.Chat, ModelProperty: Model),
            new("Anthropic.Services.Beta.BetaMessageServiceExtensions", "Create", LlmOperation.Chat, ModelProperty: Model),
            new(RawBetaMessages, "Create", LlmOperation.Chat, ModelProperty: Model),
            new(RawBetaMessages, "CreateStreaming", LlmOperation.Chat, ModelProperty: Model),
        ],
    };
}
