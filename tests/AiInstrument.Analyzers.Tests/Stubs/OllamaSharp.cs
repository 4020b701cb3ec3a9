// assembly: OllamaSharp
using OllamaSharp.Models;
using OllamaSharp.Models.Chat;

namespace OllamaSharp
{
    public interface IOllamaApiClient
    {
        Uri Uri { get; }
        string SelectedModel { get; set; }
        IAsyncEnumerable<ChatResponseStream?> ChatAsync(ChatRequest request, CancellationToken cancellationToken = default);
        IAsyncEnumerable<GenerateResponseStream?> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken = default);
        Task<EmbedResponse> EmbedAsync(EmbedRequest request, CancellationToken cancellationToken = default);
        Task<object> ListLocalModelsAsync(CancellationToken cancellationToken = default);
        IAsyncEnumerable<object?> PullModelAsync(string model);
    }

    public class OllamaApiClient : IOllamaApiClient, Microsoft.Extensions.AI.IChatClient
    {
        public Uri Uri { get; } = new("http://localhost:11434");
        public string SelectedModel { get; set; } = "llama3";

        public async IAsyncEnumerable<ChatResponseStream?> ChatAsync(ChatRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            if (request.Model == "refused")
            {
                throw new HttpRequestException("refused");
            }

            yield return new ChatResponseStream { Model = "llama3:8b", Message = new Message { ToolCalls = [new(), new()] } };
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ChatDoneResponseStream { Model = "llama3:8b", Done = true, Message = new Message(), DoneReason = "stop", PromptEvalCount = 11, EvalCount = 7 };
        }

        public async IAsyncEnumerable<GenerateResponseStream?> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            yield return new GenerateResponseStream { Model = "llama3:8b", Response = "Hi" };
            yield return null;
            yield return new GenerateDoneResponseStream { Model = "llama3:8b", Done = true, PromptEvalCount = 0, EvalCount = 9 };
        }

        public Task<EmbedResponse> EmbedAsync(EmbedRequest request, CancellationToken cancellationToken = default) =>
            Task.FromResult(new EmbedResponse { Embeddings = [[1, 2, 3], [4, 5, 6]], PromptEvalCount = 6 });

        public Task<object> ListLocalModelsAsync(CancellationToken cancellationToken = default) => null!;
        public IAsyncEnumerable<object?> PullModelAsync(string model) => null!;
        Task<Microsoft.Extensions.AI.ChatResponse> Microsoft.Extensions.AI.IChatClient.GetResponseAsync(IEnumerable<Microsoft.Extensions.AI.ChatMessage> m, Microsoft.Extensions.AI.ChatOptions? o, CancellationToken t) => null!;
        IAsyncEnumerable<Microsoft.Extensions.AI.ChatResponseUpdate> Microsoft.Extensions.AI.IChatClient.GetStreamingResponseAsync(IEnumerable<Microsoft.Extensions.AI.ChatMessage> m, Microsoft.Extensions.AI.ChatOptions? o, CancellationToken t) => null!;
        object? Microsoft.Extensions.AI.IChatClient.GetService(Type t, object? key) => null;
        public void Dispose() { }
    }

    public static class OllamaApiClientExtensions
    {
        public static IAsyncEnumerable<GenerateResponseStream?> GenerateAsync(this IOllamaApiClient client, string prompt) => client.GenerateAsync(new GenerateRequest { Model = client.SelectedModel });
        public static Task<EmbedResponse> EmbedAsync(this IOllamaApiClient client, string input) => client.EmbedAsync(new EmbedRequest { Model = client.SelectedModel });
    }

    public class Chat
    {
        public IOllamaApiClient Client { get; } = null!;
        public string Model { get; set; } = "";
        public IAsyncEnumerable<string> SendAsync(string message) => null!;
        public IAsyncEnumerable<string> SendAsAsync(string role, string message) => null!;
    }
}

namespace OllamaSharp.Models
{
    public class RequestOptions
    {
        public int? NumPredict { get; set; }
        public float? Temperature { get; set; }
        public float? TopP { get; set; }
    }

    public class GenerateRequest
    {
        public string Model { get; set; } = null!;
        public RequestOptions? Options { get; set; }
    }

    public class GenerateResponseStream
    {
        public string Model { get; set; } = null!;
        public string Response { get; set; } = null!;
        public bool Done { get; set; }
    }

    public class GenerateDoneResponseStream : GenerateResponseStream
    {
        public int PromptEvalCount { get; set; }
        public int EvalCount { get; set; }
    }

    public class EmbedRequest
    {
        public string Model { get; set; } = null!;
        public RequestOptions? Options { get; set; }
    }

    public class EmbedResponse
    {
        public List<float[]> Embeddings { get; set; } = null!;
        public int? PromptEvalCount { get; set; }
    }
}

namespace OllamaSharp.Models.Chat
{
    public class ChatRequest
    {
        public string Model { get; set; } = null!;
        public RequestOptions? Options { get; set; }
    }

    public class ChatResponseStream
    {
        public string Model { get; set; } = null!;
        public Message Message { get; set; } = null!;
        public bool Done { get; set; }
    }

    public class ChatDoneResponseStream : ChatResponseStream
    {
        public int PromptEvalCount { get; set; }
        public int EvalCount { get; set; }
        public string? DoneReason { get; set; }
    }

    public class Message
    {
        public string? Content { get; set; }
        public IEnumerable<ToolCall>? ToolCalls { get; set; }

        public class ToolCall;
    }
}

// calls
using Microsoft.Extensions.AI;
using OllamaSharp;
using OllamaSharp.Models;
using OllamaSharp.Models.Chat;

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
