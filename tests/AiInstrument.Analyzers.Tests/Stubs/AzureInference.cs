// assembly: Azure.AI.Inference
namespace Azure.AI.Inference
{
    public class ChatCompletionsClient
    {
        public virtual Response<ChatCompletions> Complete(ChatCompletionsOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual Task<Response<ChatCompletions>> CompleteAsync(ChatCompletionsOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual StreamingResponse<StreamingChatCompletionsUpdate> CompleteStreaming(ChatCompletionsOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual Task<StreamingResponse<StreamingChatCompletionsUpdate>> CompleteStreamingAsync(ChatCompletionsOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual Task<Response<ModelInfo>> GetModelInfoAsync(CancellationToken cancellationToken = default) => null!;
    }

    public class EmbeddingsClient
    {
        public virtual Response<EmbeddingsResult> Embed(EmbeddingsOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual Task<Response<EmbeddingsResult>> EmbedAsync(EmbeddingsOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual Task<Response<ModelInfo>> GetModelInfoAsync(CancellationToken cancellationToken = default) => null!;
    }

    public class ImageEmbeddingsClient
    {
        public virtual Response<EmbeddingsResult> Embed(ImageEmbeddingsOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual Task<Response<EmbeddingsResult>> EmbedAsync(ImageEmbeddingsOptions options, CancellationToken cancellationToken = default) => null!;
    }

    public class Response<T>;

    public class StreamingResponse<T>;

    public class ChatCompletions;

    public class StreamingChatCompletionsUpdate;

    public class EmbeddingsResult;

    public class ModelInfo;

    public class ChatCompletionsOptions
    {
        public string? Model { get; set; }
    }

    public class EmbeddingsOptions
    {
        public string? Model { get; set; }
    }

    public class ImageEmbeddingsOptions
    {
        public string? Model { get; set; }
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
