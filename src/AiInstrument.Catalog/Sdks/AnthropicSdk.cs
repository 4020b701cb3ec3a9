using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>Anthropic.SDK, the community package by tghamm.</summary>
internal static class AnthropicSdk
{
    private const string Messages = "Anthropic.SDK.Messaging.MessagesEndpoint";
    private const string VertexMessages = "Anthropic.SDK.Messaging.VertexAIMessagesEndpoint";
    private const string Batches = "Anthropic.SDK.Batches.BatchesEndpoint";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "anthropic.sdk",
        Provider = "anthropic",
        Assemblies = ["Anthropic.SDK"],
        Instead = "call the endpoint as the IChatClient that it is",
        // Batches are counted where they begin: their usage is told with their results, and shown as unknown.
        AdaptedTypes = [Messages, VertexMessages, Batches],
        ClientTypes = [Messages, VertexMessages, Batches],
        Methods =
        [
            .. Of(Messages, LlmOperation.Chat, ["GetClaudeMessageAsync", "StreamClaudeMessageAsync"], property: "Model"),
            .. Of(VertexMessages, LlmOperation.Chat, ["GetClaudeMessageAsync", "StreamClaudeMessageAsync"], property: "Model"),
            .. Of(Batches, LlmOperation.Batch, ["CreateBatchAsync"]),
        ],
    };
}
