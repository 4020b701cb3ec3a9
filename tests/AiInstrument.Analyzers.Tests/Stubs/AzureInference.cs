// include: AzureCore
// assembly: Azure.AI.Inference
namespace Azure.AI.Inference
{
    public class ChatCompletionsClient
    {
        public virtual Response<ChatCompletions> Complete(ChatCompletionsOptions options, CancellationToken cancellationToken = default) =>
            options.Model == "refused" ? throw new InvalidOperationException("refused") : Response.FromValue(
                new ChatCompletions
                {
                    Id = "cmpl-1",
                    Model = "Phi-4-2025",
                    FinishReason = new CompletionsFinishReason("tool_calls"),
                    ToolCalls = [new(), new()],
                    Usage = new CompletionsUsage { PromptTokens = 120, CompletionTokens = 30, TotalTokens = 150 },
                },
                new StubResponse());

        public virtual async Task<Response<ChatCompletions>> CompleteAsync(ChatCompletionsOptions options, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return Complete(options, cancellationToken);
        }

        public virtual StreamingResponse<StreamingChatCompletionsUpdate> CompleteStreaming(ChatCompletionsOptions options, CancellationToken cancellationToken = default) =>
            options.Model == "refused" ? throw new InvalidOperationException("refused") : StreamingResponse<StreamingChatCompletionsUpdate>.CreateFromResponse(new StubResponse(), _ => Updates(options.Model));

        public virtual async Task<StreamingResponse<StreamingChatCompletionsUpdate>> CompleteStreamingAsync(ChatCompletionsOptions options, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return CompleteStreaming(options, cancellationToken);
        }

        public virtual Task<Response<ModelInfo>> GetModelInfoAsync(CancellationToken cancellationToken = default) => null!;

        private static async IAsyncEnumerable<StreamingChatCompletionsUpdate> Updates(string? model)
        {
            await Task.Yield();
            yield return new StreamingChatCompletionsUpdate { Id = "cmpl-2", Model = "Phi-4-2025" };
            if (model == "broken")
            {
                throw new InvalidOperationException("broken");
            }

            yield return new StreamingChatCompletionsUpdate { Id = "cmpl-2", Model = "Phi-4-2025", FinishReason = new CompletionsFinishReason("stop") };
            yield return new StreamingChatCompletionsUpdate { Id = "cmpl-2", Usage = new CompletionsUsage { PromptTokens = 10, CompletionTokens = 20 } };
        }
    }

    public class EmbeddingsClient
    {
        public virtual Response<EmbeddingsResult> Embed(EmbeddingsOptions options, CancellationToken cancellationToken = default) =>
            Response.FromValue(new EmbeddingsResult { Id = "e1", Model = "embed-v3", Data = [new(), new(), new()], Usage = new EmbeddingsUsage { PromptTokens = 9, TotalTokens = 9 } }, new StubResponse());

        public virtual Task<Response<EmbeddingsResult>> EmbedAsync(EmbeddingsOptions options, CancellationToken cancellationToken = default) => Task.FromResult(Embed(options, cancellationToken));

        public virtual Task<Response<ModelInfo>> GetModelInfoAsync(CancellationToken cancellationToken = default) => null!;
    }

    public class ImageEmbeddingsClient
    {
        public virtual Response<EmbeddingsResult> Embed(ImageEmbeddingsOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual Task<Response<EmbeddingsResult>> EmbedAsync(ImageEmbeddingsOptions options, CancellationToken cancellationToken = default) => null!;
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
        public CompletionsFinishReason? FinishReason { get; set; }
        public IReadOnlyList<ChatCompletionsToolCall> ToolCalls { get; set; } = [];
        public CompletionsUsage Usage { get; set; } = null!;
    }

    public class StreamingChatCompletionsUpdate
    {
        public string Id { get; set; } = "";
        public string Model { get; set; } = null!;
        public CompletionsFinishReason? FinishReason { get; set; }
        public CompletionsUsage Usage { get; set; } = null!;
    }

    public class ChatCompletionsToolCall;

    public class EmbeddingsResult
    {
        public string Id { get; set; } = "";
        public string Model { get; set; } = "";
        public IReadOnlyList<EmbeddingItem> Data { get; set; } = [];
        public EmbeddingsUsage Usage { get; set; } = null!;
    }

    public class ModelInfo;

    public class ChatCompletionsOptions
    {
        public string? Model { get; set; }
        public int? MaxTokens { get; set; }
        public float? Temperature { get; set; }
        public float? NucleusSamplingFactor { get; set; }
    }

    public class EmbeddingsOptions
    {
        public string? Model { get; set; }
        public int? Dimensions { get; set; }
    }

    public class ImageEmbeddingsOptions
    {
        public string? Model { get; set; }
        public int? Dimensions { get; set; }
    }
}

// calls
using Azure.AI.Inference;

class Calls
{
    void Use1(ChatCompletionsClient chat, EmbeddingsClient embeddings, ImageEmbeddingsClient images)
    {
        chat.[|Complete|](new());
        chat.[|CompleteAsync|](new() { Model = "m" });
        chat.[|CompleteStreaming|](new());
        chat.[|CompleteStreamingAsync|](new());
        embeddings.[|Embed|](new());
        embeddings.[|EmbedAsync|](new());
        images.[|Embed|](new());
        images.[|EmbedAsync|](new());
        chat.GetModelInfoAsync();
        embeddings.GetModelInfoAsync();
    }
}
