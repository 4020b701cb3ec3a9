// assembly: Anthropic.SDK
namespace Anthropic.SDK
{
    public class AnthropicClient
    {
        public Messaging.MessagesEndpoint Messages => null!;
        public Batches.BatchesEndpoint Batches => null!;
    }
}

namespace Anthropic.SDK.Messaging
{
    public class MessagesEndpoint
    {
        public Task<MessageResponse> GetClaudeMessageAsync(MessageParameters parameters, CancellationToken ctx = default) => null!;
        public IAsyncEnumerable<MessageResponse> StreamClaudeMessageAsync(MessageParameters parameters, CancellationToken ctx = default) => null!;
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
        public string Model { get; set; } = "";
    }

    public class MessageResponse;
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
