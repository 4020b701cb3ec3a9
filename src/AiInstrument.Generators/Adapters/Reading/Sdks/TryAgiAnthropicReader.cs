using static AiInstrument.Generators.Adapters.Reading.ReaderRole;

namespace AiInstrument.Generators.Adapters.Reading.Sdks;

/// <summary>tryAGI.Anthropic. Versions differ in names; where the model is an enumeration its wire name is not known, and left out.</summary>
internal static class TryAgiAnthropicReader
{
    private const string Types = "Anthropic.";

    private static readonly TypeReader s_message = new(Response, Types + "Message")
    {
        Model = "Model|Model.Value1",
        Id = "Id",
        FinishReason = "StopReason",
        ToolCalls = "Content[].ToolUse",
        ServiceTier = "Usage.ServiceTier",
        Usage = [AnthropicShape.Usage("Usage")],
    };

    public static SdkReader Sdk { get; } = new(
        "TryAgiAnthropic",
        new TypeReader(Target, Types + "IAnthropicClient") { Endpoint = "BaseUri|HttpClient.BaseAddress" },
        Request("CreateMessageParams"),
        Request("CreateMessageRequest"),
        s_message,
        s_message.WrappedIn(Types + "AutoSDKHttpResponse`1", "Body"),
        new TypeReader(Update, Types + "MessageStreamEvent")
        {
            Model = "MessageStart.Message.Model|Start.Message.Model|MessageStart.Message.Model.Value1|Start.Message.Model.Value1",
            Id = "MessageStart.Message.Id|Start.Message.Id",
            FinishReason = "MessageDelta.Delta.StopReason|Delta.Delta.StopReason",
            ToolCalls = "ContentBlockStart.ContentBlock.ToolUse",
            Usage =
            [
                AnthropicShape.Start("MessageStart.Message.Usage|Start.Message.Usage"),
                AnthropicShape.End("MessageDelta.Usage|Delta.Usage"),
            ],
        });

    private static TypeReader Request(string type) => AnthropicShape.Request(Types + type) with { Model = "Model|Model.Value1" };
}
