// assembly: tryAGI.Anthropic
namespace Anthropic
{
    public interface IAnthropicClient
    {
        Uri? BaseUri { get; }
        Task<Message> MessagesPostAsync(CreateMessageParams request, CancellationToken cancellationToken = default);
        Task<AutoSDKHttpResponse<Message>> MessagesPostAsResponseAsync(CreateMessageParams request, CancellationToken cancellationToken = default);
        IAsyncEnumerable<MessageStreamEvent> CreateMessageAsStreamAsync(CreateMessageParams request, CancellationToken cancellationToken = default);
        Task<object> ModelsListAsync();
    }

    public class AnthropicClient : IAnthropicClient
    {
        public Uri? BaseUri { get; } = new("https://api.anthropic.com/");

        public Task<Message> MessagesPostAsync(CreateMessageParams request, CancellationToken cancellationToken = default) => request.Model == "refused"
            ? Task.FromException<Message>(new HttpRequestException("refused"))
            : Task.FromResult(new Message { Id = "msg_1", Model = "claude-sonnet-4-5-20250929", StopReason = StopReason.EndTurn, Usage = Usage(40) });

        public async Task<AutoSDKHttpResponse<Message>> MessagesPostAsResponseAsync(CreateMessageParams request, CancellationToken cancellationToken = default) => new() { Body = await MessagesPostAsync(request, cancellationToken) };

        public async IAsyncEnumerable<MessageStreamEvent> CreateMessageAsStreamAsync(CreateMessageParams request, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            yield return new MessageStreamEvent { MessageStart = new MessageStartEvent { Message = new Message { Id = "msg_2", Model = "claude-sonnet-4-5-20250929", Usage = Usage(1) } } };
            yield return default;
            yield return new MessageStreamEvent { MessageDelta = new MessageDeltaEvent { Delta = new MessageDelta { StopReason = StopReason.MaxTokens }, Usage = new MessageDeltaUsage { OutputTokens = 15 } } };
        }

        public Task<object> ModelsListAsync() => null!;

        private static Usage Usage(int output) => new() { InputTokens = 100, OutputTokens = output, CacheReadInputTokens = 1000, CacheCreationInputTokens = 300 };
    }

    public class AutoSDKHttpResponse<T>
    {
        public T Body { get; set; } = default!;
    }

    public sealed class CreateMessageParams
    {
        public string Model { get; set; } = null!;
        public int MaxTokens { get; set; }
    }

    public sealed class Message
    {
        public string Id { get; set; } = null!;
        public string Model { get; set; } = null!;
        public StopReason? StopReason { get; set; }
        public Usage Usage { get; set; } = null!;
    }

    public enum StopReason { EndTurn, MaxTokens, StopSequence, ToolUse }

    public sealed class Usage
    {
        public int InputTokens { get; set; }
        public int OutputTokens { get; set; }
        public int? CacheReadInputTokens { get; set; }
        public int? CacheCreationInputTokens { get; set; }
    }

    public readonly struct MessageStreamEvent
    {
        public MessageStartEvent? MessageStart { get; init; }
        public MessageDeltaEvent? MessageDelta { get; init; }
    }

    public sealed class MessageStartEvent
    {
        public Message Message { get; set; } = null!;
    }

    public sealed class MessageDeltaEvent
    {
        public MessageDelta Delta { get; set; } = null!;
        public MessageDeltaUsage Usage { get; set; } = null!;
    }

    public sealed class MessageDelta
    {
        public StopReason? StopReason { get; set; }
    }

    public sealed class MessageDeltaUsage
    {
        public int OutputTokens { get; set; }
    }
}

// calls
using Anthropic;

class Calls
{
    void Use1(IAnthropicClient client, AnthropicClient concrete)
    {
        client.[|MessagesPostAsync|](new());
        client.[|MessagesPostAsResponseAsync|](new());
        client.[|CreateMessageAsStreamAsync|](new());
        concrete.[|MessagesPostAsync|](new());
        concrete.[|MessagesPostAsResponseAsync|](new());
        concrete.[|CreateMessageAsStreamAsync|](new());
        client.ModelsListAsync();
        concrete.ModelsListAsync();
    }
}
