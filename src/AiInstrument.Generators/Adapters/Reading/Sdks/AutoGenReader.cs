using static AiInstrument.Generators.Adapters.Reading.ReaderRole;

namespace AiInstrument.Generators.Adapters.Reading.Sdks;

/// <summary>
/// AutoGen's agents. A reply says what it cost where it still holds the answer of OpenAI's SDK: connectors that turn it into
/// AutoGen's own messages drop the usage.
/// </summary>
internal static class AutoGenReader
{
    private const string Message = "AutoGen.Core.IMessage";

    private static readonly UsageReader s_usage = new("Content.Usage", "InputTokenCount", "OutputTokenCount")
    {
        Cached = "InputTokenDetails.CachedTokenCount",
        AudioInput = "InputTokenDetails.AudioTokenCount",
        Reasoning = "OutputTokenDetails.ReasoningTokenCount",
        AudioOutput = "OutputTokenDetails.AudioTokenCount",
    };

    public static SdkReader Sdk { get; } = new(
        "AutoGen",
        new TypeReader(Response, Message)
        {
            Subtypes =
            [
                Completion(Response),
            ],
        },
        new TypeReader(Update, Message)
        {
            Subtypes =
            [
                // The members of a group chat answer in turn.
                Completion(Update) with { Usage = [s_usage with { AddsUp = true }] },
                new(Update, Message + "`1[OpenAI.Chat.StreamingChatCompletionUpdate]")
                {
                    Model = "Content.Model",
                    Id = "Content.CompletionId",
                    FinishReason = "Content.FinishReason",
                    ToolCalls = "Content.ToolCallUpdates[].ToolCallId",
                    Usage = [s_usage],
                },
            ],
        });

    private static TypeReader Completion(ReaderRole role) => new(role, Message + "`1[OpenAI.Chat.ChatCompletion]")
    {
        Model = "Content.Model",
        Id = "Content.Id",
        FinishReason = "Content.FinishReason",
        ToolCalls = "Content.ToolCalls[]",
        Usage = [s_usage],
    };
}
