using static AiInstrument.Generators.Adapters.Reading.ReaderRole;

namespace AiInstrument.Generators.Adapters.Reading.Sdks;

/// <summary>Anthropic.SDK: one type is the whole response and each event of a stream.</summary>
internal static class AnthropicSdkReader
{
    private const string Types = "Anthropic.SDK.Messaging.";

    public static SdkReader Sdk { get; } = new(
        "AnthropicSdk",
        AnthropicShape.Request(Types + "MessageParameters"),
        new TypeReader(Response, Types + "MessageResponse")
        {
            Model = "Model",
            Id = "Id",
            FinishReason = "StopReason",
            ToolCalls = "ToolCalls[]",
            ServiceTier = "Usage.ServiceTier",
            Usage = [AnthropicShape.Usage("Usage")],
        },
        new TypeReader(Update, Types + "MessageResponse")
        {
            Model = "StreamStartMessage.Model",
            Id = "StreamStartMessage.Id",
            FinishReason = "Delta.StopReason",
            // Content blocks of text have no id.
            ToolCalls = "ContentBlock.Id",
            ServiceTier = "StreamStartMessage.Usage.ServiceTier",
            Usage = [AnthropicShape.Start("StreamStartMessage.Usage"), AnthropicShape.End("Usage"), AnthropicShape.End("Delta.Usage")],
        });
}
