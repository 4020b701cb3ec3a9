// assembly: Azure.AI.OpenAI
namespace Azure.AI.OpenAI
{
    public class OpenAIClient
    {
        public virtual Response<ChatCompletions> GetChatCompletions(ChatCompletionsOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual Task<Response<ChatCompletions>> GetChatCompletionsAsync(ChatCompletionsOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual StreamingResponse<ChatCompletions> GetChatCompletionsStreaming(ChatCompletionsOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual Task<StreamingResponse<ChatCompletions>> GetChatCompletionsStreamingAsync(ChatCompletionsOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual Response<Completions> GetCompletions(CompletionsOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual Task<Response<Completions>> GetCompletionsAsync(CompletionsOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual StreamingResponse<Completions> GetCompletionsStreaming(CompletionsOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual Task<StreamingResponse<Completions>> GetCompletionsStreamingAsync(CompletionsOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual Response<Embeddings> GetEmbeddings(EmbeddingsOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual Task<Response<Embeddings>> GetEmbeddingsAsync(EmbeddingsOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual Response<ImageGenerations> GetImageGenerations(ImageGenerationOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual Task<Response<ImageGenerations>> GetImageGenerationsAsync(ImageGenerationOptions options, CancellationToken cancellationToken = default) => null!;
        public virtual object Pipeline => null!;
    }

    public class ChatCompletions;

    public class Completions;

    public class Embeddings;

    public class ImageGenerations;

    public class Response<T>;

    public class StreamingResponse<T>;

    public class ChatCompletionsOptions
    {
        public string DeploymentName { get; set; } = "";
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
