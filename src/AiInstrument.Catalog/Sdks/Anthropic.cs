using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>The official Anthropic SDK, 10 and later. Methods carry no <c>Async</c> suffix; its <c>IChatClient</c> adapter is covered by Microsoft.Extensions.AI's rows.</summary>
internal static class Anthropic
{
    private const string Messages = "Anthropic.Services.IMessageService";
    private const string RawMessages = "Anthropic.Services.IMessageServiceWithRawResponse";
    private const string BetaMessages = "Anthropic.Services.Beta.IMessageService";
    private const string RawBetaMessages = "Anthropic.Services.Beta.IMessageServiceWithRawResponse";
    private const string Structured = "Anthropic.Services.MessageServiceExtensions";
    private const string BetaStructured = "Anthropic.Services.Beta.BetaMessageServiceExtensions";
    private const string Batches = "Anthropic.Services.Messages.IBatchService";
    private const string BetaBatches = "Anthropic.Services.Beta.Messages.IBatchService";
    private const string ToolRunner = "Anthropic.Helpers.Beta.BetaToolRunner";
    private const string Sessions = "Anthropic.Services.Beta.ISessionService";
    private const string SessionEvents = "Anthropic.Services.Beta.Sessions.IEventService";
    private const string WithRawResponse = "WithRawResponse";
    private const string Model = "Model";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "anthropic",
        Provider = "anthropic",
        Assemblies = ["Anthropic"],
        // Batches, sessions and what is sent to them are counted where they begin: their usage is told later, and shown as unknown.
        AdaptedTypes =
        [
            Messages, Structured, RawMessages, BetaMessages, BetaStructured, RawBetaMessages, Batches, BetaBatches, Sessions, SessionEvents,
            Batches + WithRawResponse, BetaBatches + WithRawResponse, Sessions + WithRawResponse, SessionEvents + WithRawResponse,
        ],
        ContentTypes = [Messages, Structured, RawMessages, BetaMessages, BetaStructured, RawBetaMessages],
        ClientTypes =
        [
            Messages, RawMessages, BetaMessages, RawBetaMessages, Batches, BetaBatches, ToolRunner, Sessions, SessionEvents,
            Batches + WithRawResponse, BetaBatches + WithRawResponse, Sessions + WithRawResponse, SessionEvents + WithRawResponse,
        ],
        Methods =
        [
            .. new[] { Messages, RawMessages, BetaMessages, RawBetaMessages }.SelectMany(t => Of(t, LlmOperation.Chat, ["Create", "CreateStreaming"], property: Model)),
            .. Of(Structured, LlmOperation.Chat, ["Create"], property: Model),
            .. Of(BetaStructured, LlmOperation.Chat, ["Create"], property: Model),
            .. new[] { Batches, BetaBatches }.SelectMany(t => WithRaw(t, LlmOperation.Batch, "Create")),
            .. Of(ToolRunner, LlmOperation.InvokeAgent, ["RunUntilDoneAsync", "Streaming", "GetAsyncEnumerator"]),
            .. WithRaw(Sessions, LlmOperation.InvokeAgent, "Create"),
            .. WithRaw(SessionEvents, LlmOperation.InvokeAgent, "Send"),
        ],
    };

    private static IEnumerable<LlmMethod> WithRaw(string type, string operation, string name) =>
        [new(type, name, operation), new(type + WithRawResponse, name, operation)];
}
