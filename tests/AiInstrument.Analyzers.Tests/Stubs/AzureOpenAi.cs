// include: AzureCore
// assembly: Azure.AI.OpenAI
namespace Azure.AI.OpenAI
{
    public class OpenAIClient
    {
        public virtual Response<ChatCompletions> GetChatCompletions(ChatCompletionsOptions options, CancellationToken cancellationToken = default) =>
            options.DeploymentName == "refused" ? throw new InvalidOperationException("refused") : Response.FromValue(
                new ChatCompletions
                {
                    Id = "chatcmpl-1",
                    Model = "gpt-4o-2024-08-06",
                    Choices = [new() { FinishReason = new CompletionsFinishReason("stop") }],
                    Usage = new CompletionsUsage { PromptTokens = 12, CompletionTokens = 3, TotalTokens = 15 },
                },
                new StubResponse());

        public virtual async Task<Response<ChatCompletions>> GetChatCompletionsAsync(ChatCompletionsOptions options, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return GetChatCompletions(options, cancellationToken);
        }

        public virtual StreamingResponse<StreamingChatCompletionsUpdate> GetChatCompletionsStreaming(ChatCompletionsOptions options, CancellationToken cancellationToken = default) =>
            StreamingResponse<StreamingChatCompletionsUpdate>.CreateFromResponse(new StubResponse(), static _ => Updates());

        public virtual async Task<StreamingResponse<StreamingChatCompletionsUpdate>> GetChatCompletionsStreamingAsync(ChatCompletionsOptions options, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return GetChatCompletionsStreaming(options, cancellationToken);
        }

        public virtual Response<Completions> GetCompletions(CompletionsOptions options, CancellationToken cancellationToken = default) =>
            Response.FromValue(new Completions { Id = "cmpl-1", Usage = new CompletionsUsage { PromptTokens = 5, CompletionTokens = 6 } }, new StubResponse());

        public virtual Task<Response<Completions>> GetCompletionsAsync(CompletionsOptions options, CancellationToken cancellationToken = default) => Task.FromResult(GetCompletions(options, cancellationToken));
        public virtual StreamingResponse<Completions> GetCompletionsStreaming(CompletionsOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual Task<StreamingResponse<Completions>> GetCompletionsStreamingAsync(CompletionsOptions options, CancellationToken cancellationToken = default) => null!;

        public virtual Response<Embeddings> GetEmbeddings(EmbeddingsOptions options, CancellationToken cancellationToken = default) =>
            Response.FromValue(new Embeddings { Data = [new(), new()], Usage = new EmbeddingsUsage { PromptTokens = 8 } }, new StubResponse());

        public virtual Task<Response<Embeddings>> GetEmbeddingsAsync(EmbeddingsOptions options, CancellationToken cancellationToken = default) => Task.FromResult(GetEmbeddings(options, cancellationToken));
        public virtual Response<ImageGenerations> GetImageGenerations(ImageGenerationOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual Task<Response<ImageGenerations>> GetImageGenerationsAsync(ImageGenerationOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual object Pipeline => null!;

        private static async IAsyncEnumerable<StreamingChatCompletionsUpdate> Updates()
        {
            await Task.Yield();
            yield return new StreamingChatCompletionsUpdate { Id = "chatcmpl-2" };
            yield return new StreamingChatCompletionsUpdate { Id = "chatcmpl-2", FinishReason = new CompletionsFinishReason("stop") };
        }
    }

    public class StreamingResponse<T> : IAsyncEnumerable<T>, IDisposable
    {
        private readonly Response _response;
        private readonly IAsyncEnumerable<T> _values;

        private StreamingResponse(Response response, Func<Response, IAsyncEnumerable<T>> processor)
        {
            _response = response;
            _values = processor(response);
        }

        public static StreamingResponse<T> CreateFromResponse(Response response, Func<Response, IAsyncEnumerable<T>> asyncEnumerableProcessor) => new(response, asyncEnumerableProcessor);
        public Response GetRawResponse() => _response;
        public IAsyncEnumerable<T> EnumerateValues() => _values;
        public void Dispose() => _response.Dispose();
        IAsyncEnumerator<T> IAsyncEnumerable<T>.GetAsyncEnumerator(CancellationToken cancellationToken) => _values.GetAsyncEnumerator(cancellationToken);
    }

    public readonly struct CompletionsFinishReason(string value)
    {
        public override string ToString() => value;
    }

    public class CompletionsUsage
    {
        public int CompletionTokens { get; set; }
        public int PromptTokens { get; set; }
        public int TotalTokens { get; set; }
    }

    public class EmbeddingItem;

    public class EmbeddingsUsage
    {
        public int PromptTokens { get; set; }
        public int TotalTokens { get; set; }
    }

    public class ChatCompletions
    {
        public string Id { get; set; } = "";
        public string Model { get; set; } = "";
        public IReadOnlyList<ChatChoice> Choices { get; set; } = [];
        public CompletionsUsage Usage { get; set; } = null!;
    }

    public class ChatChoice
    {
        public CompletionsFinishReason? FinishReason { get; set; }
    }

    public class StreamingChatCompletionsUpdate
    {
        public string Id { get; set; } = "";
        public CompletionsFinishReason? FinishReason { get; set; }
    }

    public class Completions
    {
        public string Id { get; set; } = "";
        public CompletionsUsage Usage { get; set; } = null!;
    }

    public class Embeddings
    {
        public IReadOnlyList<EmbeddingItem> Data { get; set; } = [];
        public EmbeddingsUsage Usage { get; set; } = null!;
    }

    public class ImageGenerations;

    public class ChatCompletionsOptions
    {
        public string DeploymentName { get; set; } = "";
        public int? MaxTokens { get; set; }
        public float? Temperature { get; set; }
        public float? NucleusSamplingFactor { get; set; }
    }

    public class CompletionsOptions
    {
        public string DeploymentName { get; set; } = "";
    }

    public class EmbeddingsOptions
    {
        public string DeploymentName { get; set; } = "";
    }

    public class ImageGenerationOptions
    {
        public string DeploymentName { get; set; } = "";
    }
}

// calls
using Azure.AI.OpenAI;

class Calls
{
    void Use1(OpenAIClient client)
    {
        client.[|GetChatCompletions|](new ChatCompletionsOptions());
        client.[|GetChatCompletionsAsync|](new ChatCompletionsOptions());
        client.[|GetChatCompletionsStreaming|](new ChatCompletionsOptions());
        client.[|GetChatCompletionsStreamingAsync|](new ChatCompletionsOptions());
        client.[|GetCompletions|](new CompletionsOptions());
        client.[|GetCompletionsAsync|](new CompletionsOptions());
        client.[|GetCompletionsStreaming|](new CompletionsOptions());
        client.[|GetCompletionsStreamingAsync|](new CompletionsOptions());
        client.[|GetEmbeddings|](new EmbeddingsOptions());
        client.[|GetEmbeddingsAsync|](new EmbeddingsOptions());
        client.[|GetImageGenerations|](new ImageGenerationOptions());
        client.[|GetImageGenerationsAsync|](new ImageGenerationOptions());
        _ = client.Pipeline;
    }
}
