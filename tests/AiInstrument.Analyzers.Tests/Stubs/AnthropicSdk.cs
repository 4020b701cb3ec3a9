// assembly: Anthropic.SDK
namespace Anthropic.SDK
{
    public class AnthropicClient
    {
        public Messaging.MessagesEndpoint Messages { get; } = new();
        public Batches.BatchesEndpoint Batches => null!;
    }
}

namespace Anthropic.SDK.Messaging
{
    public class MessagesEndpoint
    {
        public Task<MessageResponse> GetClaudeMessageAsync(MessageParameters parameters, CancellationToken ctx = default) => parameters.Model == "refused"
            ? Task.FromException<MessageResponse>(new HttpRequestException("refused"))
            : Task.FromResult(new MessageResponse
            {
                Id = "msg_1",
                Model = "claude-sonnet-4-5-20250929",
                StopReason = "tool_use",
                ToolCalls = [new()],
                Usage = new Usage
                {
                    InputTokens = 100,
                    OutputTokens = 40,
                    CacheReadInputTokens = 1000,
                    CacheCreationInputTokens = 300,
                    CacheCreation = new CacheCreation { Ephemeral5mInputTokens = 200, Ephemeral1hInputTokens = 100 },
                    ServiceTier = "standard",
                },
            });

        public async IAsyncEnumerable<MessageResponse> StreamClaudeMessageAsync(MessageParameters parameters, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ctx = default)
        {
            await Task.Yield();
            yield return new MessageResponse { StreamStartMessage = new StreamMessage { Id = "msg_2", Model = "claude-sonnet-4-5-20250929", Usage = new Usage { InputTokens = 7, OutputTokens = 1, CacheReadInputTokens = 20, CacheCreationInputTokens = 5, ServiceTier = "standard" } } };
            yield return new MessageResponse { ContentBlock = new ContentBlock { Type = "tool_use", Id = "toolu_1" } };
            yield return new MessageResponse { Delta = new Delta { Text = "Hello" } };
            ctx.ThrowIfCancellationRequested();
            yield return new MessageResponse { Delta = new Delta { StopReason = "end_turn" }, Usage = new Usage { OutputTokens = 15 } };
        }

        public Task<object> CountMessageTokensAsync(MessageParameters parameters) => null!;
    }

    public class VertexAIMessagesEndpoint
    {
        public Task<MessageResponse> GetClaudeMessageAsync(MessageParameters parameters, CancellationToken ctx = default) => null!;
        public IAsyncEnumerable<MessageResponse> StreamClaudeMessageAsync(MessageParameters parameters, CancellationToken ctx = default) => null!;
        public Task<object> CountMessageTokensAsync(MessageParameters parameters) => null!;
    }

    public class MessageParameters
    {
        public string Model { get; set; } = null!;
        public int MaxTokens { get; set; }
        public decimal? Temperature { get; set; }
        public decimal? TopP { get; set; }
    }

    public class MessageResponse
    {
        public string Id { get; set; } = null!;
        public string Model { get; set; } = null!;
        public string StopReason { get; set; } = null!;
        public Usage Usage { get; set; } = null!;
        public Delta Delta { get; set; } = null!;
        public ContentBlock? ContentBlock { get; set; }
        public StreamMessage StreamStartMessage { get; set; } = null!;
        public List<object> ToolCalls { get; set; } = [];
    }

    public class StreamMessage
    {
        public string Id { get; set; } = null!;
        public string Model { get; set; } = null!;
        public Usage Usage { get; set; } = null!;
    }

    public class Delta
    {
        public string StopReason { get; set; } = null!;
        public string Text { get; set; } = null!;
        public Usage Usage { get; set; } = null!;
    }

    public class ContentBlock
    {
        public string Type { get; set; } = null!;
        public string? Id { get; set; }
    }

    public class Usage
    {
        public int InputTokens { get; set; }
        public int OutputTokens { get; set; }
        public int CacheCreationInputTokens { get; set; }
        public int CacheReadInputTokens { get; set; }
        public CacheCreation CacheCreation { get; set; } = null!;
        public string ServiceTier { get; set; } = null!;
    }

    public class CacheCreation
    {
        public int? Ephemeral5mInputTokens { get; set; }
        public int? Ephemeral1hInputTokens { get; set; }
    }
}

namespace Anthropic.SDK.Batches
{
    public class BatchesEndpoint
    {
        public Task<object> CreateBatchAsync(List<object> requests) => null!;
        public Task<object> RetrieveBatchStatusAsync(string batchId) => null!;
        public Task<object> CancelBatchAsync(string batchId) => null!;
    }
}

// calls
using Anthropic.SDK;
using Anthropic.SDK.Messaging;

class Calls
{
    void Use1(AnthropicClient client, VertexAIMessagesEndpoint vertex)
    {
        client.Messages.[|GetClaudeMessageAsync|](new() { Model = "m" });
        client.Messages.[|StreamClaudeMessageAsync|](new());
        vertex.[|GetClaudeMessageAsync|](new());
        vertex.[|StreamClaudeMessageAsync|](new());
        client.Batches.[|CreateBatchAsync|]([]);
        client.Messages.CountMessageTokensAsync(new());
        client.Batches.RetrieveBatchStatusAsync("b");
        client.Batches.CancelBatchAsync("b");
    }
}
