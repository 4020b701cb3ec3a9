// assembly: OllamaSharp
namespace OllamaSharp
{
    public interface IOllamaApiClient
    {
        IAsyncEnumerable<object?> ChatAsync(ChatRequest request, CancellationToken cancellationToken = default);
        IAsyncEnumerable<object?> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken = default);
        Task<object> EmbedAsync(EmbedRequest request, CancellationToken cancellationToken = default);
        Task<object> ListLocalModelsAsync(CancellationToken cancellationToken = default);
        IAsyncEnumerable<object?> PullModelAsync(string model);
    }

    public class OllamaApiClient : IOllamaApiClient, Microsoft.Extensions.AI.IChatClient
    {
        public IAsyncEnumerable<object?> ChatAsync(ChatRequest request, CancellationToken cancellationToken = default) => null!;
        public IAsyncEnumerable<object?> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken = default) => null!;
        public Task<object> EmbedAsync(EmbedRequest request, CancellationToken cancellationToken = default) => null!;
        public Task<object> ListLocalModelsAsync(CancellationToken cancellationToken = default) => null!;
        public IAsyncEnumerable<object?> PullModelAsync(string model) => null!;
        Task<Microsoft.Extensions.AI.ChatResponse> Microsoft.Extensions.AI.IChatClient.GetResponseAsync(IEnumerable<Microsoft.Extensions.AI.ChatMessage> m, Microsoft.Extensions.AI.ChatOptions? o, CancellationToken t) => null!;
        IAsyncEnumerable<Microsoft.Extensions.AI.ChatResponseUpdate> Microsoft.Extensions.AI.IChatClient.GetStreamingResponseAsync(IEnumerable<Microsoft.Extensions.AI.ChatMessage> m, Microsoft.Extensions.AI.ChatOptions? o, CancellationToken t) => null!;
        object? Microsoft.Extensions.AI.IChatClient.GetService(Type t, object? key) => null;
        public void Dispose() { }
    }

    public static class OllamaApiClientExtensions
    {
        public static IAsyncEnumerable<object?> GenerateAsync(this IOllamaApiClient client, string prompt) => null!;
        public static Task<object> EmbedAsync(this IOllamaApiClient client, string input) => null!;
    }

    public class Chat
    {
        public string Model { get; set; } = "";
        public IAsyncEnumerable<string> SendAsync(string message) => null!;
        public IAsyncEnumerable<string> SendAsAsync(string role, string message) => null!;
    }

    public class ChatRequest
    {
        public string Model { get; set; } = "";
    }

    public class GenerateRequest
    {
        public string Model { get; set; } = "";
    }

    public class EmbedRequest
    {
        public string Model { get; set; } = "";
    }
}

// calls
using Microsoft.Extensions.AI;
using OllamaSharp;

class Calls
{
    void Use1(IOllamaApiClient client, OllamaApiClient concrete, Chat chat)
    {
        client.[|ChatAsync|](new ChatRequest());
        client.[|GenerateAsync|](new GenerateRequest());
        client.[|EmbedAsync|](new EmbedRequest());
        concrete.[|ChatAsync|](new ChatRequest());
        client.[|GenerateAsync|]("x");
        concrete.[|EmbedAsync|]("x");
        chat.[|SendAsync|]("x");
        chat.[|SendAsAsync|]("user", "x");
        client.ListLocalModelsAsync();
        concrete.PullModelAsync("m");
        // As the IChatClient that it is, it is Microsoft.Extensions.AI's call.
        concrete.[|GetResponseAsync|]("x");
    }
}
