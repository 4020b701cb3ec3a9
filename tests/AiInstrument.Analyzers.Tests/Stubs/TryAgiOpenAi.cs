// assembly: tryAGI.OpenAI
namespace tryAGI.OpenAI
{
    public interface IChatClient
    {
        Uri? BaseUri { get; }
        Task<CreateChatCompletionResponse> CreateChatCompletionAsync(CreateChatCompletionRequest request, CancellationToken cancellationToken = default);
        IAsyncEnumerable<CreateChatCompletionStreamResponse> CreateChatCompletionAsStreamAsync(CreateChatCompletionRequest request, CancellationToken cancellationToken = default);
        Task<object> ListChatCompletionsAsync();
    }

    public class OpenAiClient
    {
        public IChatClient Chat { get; } = new ChatClient();
    }

    public class ChatClient : IChatClient
    {
        public Uri? BaseUri { get; } = new("https://api.deepseek.com/v1/");

        public Task<CreateChatCompletionResponse> CreateChatCompletionAsync(CreateChatCompletionRequest request, CancellationToken cancellationToken = default) =>
            request.CreateChatCompletionRequestVariant2!.Model == "refused"
                ? Task.FromException<CreateChatCompletionResponse>(new HttpRequestException("refused"))
                : Task.FromResult(new CreateChatCompletionResponse
                {
                    Id = "chatcmpl-1",
                    Model = "deepseek-chat",
                    Choices = [new() { FinishReason = FinishReason.ContentFilter }],
                    Usage = new()
                    {
                        PromptTokens = 11,
                        CompletionTokens = 7,
                        PromptTokensDetails = new() { CachedTokens = 5 },
                        CompletionTokensDetails = new() { ReasoningTokens = 3 },
                    },
                });

        public async IAsyncEnumerable<CreateChatCompletionStreamResponse> CreateChatCompletionAsStreamAsync(CreateChatCompletionRequest request, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            yield return new() { Id = "chatcmpl-2", Model = "deepseek-chat", Choices = [new() { Delta = new() { ToolCalls = [new() { Id = "a" }, new() { Id = "b" }] } }] };
            yield return new() { Id = "chatcmpl-2", Model = "deepseek-chat", Choices = [new() { Delta = new() { ToolCalls = [new()] }, FinishReason = FinishReason.ToolCalls }] };
            if (request.CreateChatCompletionRequestVariant2!.StreamOptions is { IncludeUsage: true })
            {
                yield return new() { Id = "chatcmpl-2", Model = "deepseek-chat", Choices = [], Usage = new() { PromptTokens = 11, CompletionTokens = 7 } };
            }
        }

        public Task<object> ListChatCompletionsAsync() => null!;
    }

    public sealed class CreateChatCompletionRequest
    {
        public CreateChatCompletionRequestVariant2? CreateChatCompletionRequestVariant2 { get; init; }
    }

    public sealed class CreateChatCompletionRequestVariant2
    {
        public string Model { get; set; } = null!;
        public ChatCompletionStreamOptions? StreamOptions { get; set; }
    }

    public sealed class ChatCompletionStreamOptions
    {
        public bool? IncludeUsage { get; set; }
    }

    public enum FinishReason { Stop, Length, ToolCalls, ContentFilter }

    public sealed class CreateChatCompletionResponse
    {
        public string Id { get; set; } = null!;
        public string Model { get; set; } = null!;
        public IList<CreateChatCompletionResponseChoice> Choices { get; set; } = null!;
        public CompletionUsage? Usage { get; set; }
    }

    public sealed class CreateChatCompletionResponseChoice
    {
        public FinishReason FinishReason { get; set; }
    }

    public sealed class CreateChatCompletionStreamResponse
    {
        public string Id { get; set; } = null!;
        public string Model { get; set; } = null!;
        public IList<CreateChatCompletionStreamResponseChoice> Choices { get; set; } = null!;
        public CompletionUsage? Usage { get; set; }
    }

    public sealed class CreateChatCompletionStreamResponseChoice
    {
        public FinishReason? FinishReason { get; set; }
        public StreamDelta Delta { get; set; } = null!;
    }

    public sealed class StreamDelta
    {
        public IList<ToolCallChunk>? ToolCalls { get; set; }
    }

    public sealed class ToolCallChunk
    {
        public string? Id { get; set; }
    }

    public sealed class CompletionUsage
    {
        public int PromptTokens { get; set; }
        public int CompletionTokens { get; set; }
        public CompletionUsagePromptTokensDetails? PromptTokensDetails { get; set; }
        public CompletionUsageCompletionTokensDetails? CompletionTokensDetails { get; set; }
    }

    public sealed class CompletionUsagePromptTokensDetails
    {
        public int? AudioTokens { get; set; }
        public int? CachedTokens { get; set; }
    }

    public sealed class CompletionUsageCompletionTokensDetails
    {
        public int? ReasoningTokens { get; set; }
        public int? AudioTokens { get; set; }
    }
}

// calls
using tryAGI.OpenAI;

class Calls
{
    void Use1(OpenAiClient client)
    {
        client.Chat.[|CreateChatCompletionAsync|](new());
        client.Chat.[|CreateChatCompletionAsStreamAsync|](new());
        client.Chat.ListChatCompletionsAsync();
    }
}
