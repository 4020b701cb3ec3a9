// assembly: tryAGI.Anthropic
namespace Anthropic
{
    public interface IAnthropicClient
    {
        Task<Message> MessagesPostAsync(CreateMessageParams request, CancellationToken cancellationToken = default);
        Task<object> MessagesPostAsResponseAsync(CreateMessageParams request, CancellationToken cancellationToken = default);
        IAsyncEnumerable<object> CreateMessageAsStreamAsync(CreateMessageParams request, CancellationToken cancellationToken = default);
        Task<object> ModelsListAsync();
    }

    public class AnthropicClient : IAnthropicClient
    {
        public Task<Message> MessagesPostAsync(CreateMessageParams request, CancellationToken cancellationToken = default) => null!;
        public Task<object> MessagesPostAsResponseAsync(CreateMessageParams request, CancellationToken cancellationToken = default) => null!;
        public IAsyncEnumerable<object> CreateMessageAsStreamAsync(CreateMessageParams request, CancellationToken cancellationToken = default) => null!;
        public Task<object> ModelsListAsync() => null!;
    }

    public class CreateMessageParams
    {
        public string Model { get; set; } = "";
    }

    public class Message;
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
