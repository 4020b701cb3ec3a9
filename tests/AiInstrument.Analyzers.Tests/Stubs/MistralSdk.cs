// assembly: Mistral.SDK
using Mistral.SDK.DTOs;

namespace Mistral.SDK
{
    public class MistralClient
    {
        public Completions.CompletionsEndpoint Completions { get; } = new();
        public Embeddings.EmbeddingsEndpoint Embeddings { get; } = new();
        public Models.ModelsEndpoint Models => null!;
    }
}

namespace Mistral.SDK.Completions
{
    public class CompletionsEndpoint
    {
        public Task<ChatCompletionResponse> GetCompletionAsync(ChatCompletionRequest request) => request.Model == "refused"
            ? Task.FromException<ChatCompletionResponse>(new HttpRequestException("refused"))
            : Task.FromResult(new ChatCompletionResponse
            {
                Id = "cmpl-1",
                Model = "mistral-small-2503",
                Choices = [new Choice { FinishReason = Choice.FinishReasonEnum.ToolCalls, Message = new ChatMessage { ToolCalls = [new ToolCall { Id = "t" }] } }],
                Usage = new Usage { PromptTokens = 11, CompletionTokens = 7, TotalTokens = 18 },
            });

        public async IAsyncEnumerable<ChatCompletionResponse> StreamCompletionAsync(ChatCompletionRequest request)
        {
            await Task.Yield();
            yield return new ChatCompletionResponse { Id = "cmpl-2", Model = "mistral-small-2503", Choices = [new Choice { Delta = new ChatMessage { Content = "Hi" } }] };
            yield return new ChatCompletionResponse { Id = "cmpl-2", Model = "mistral-small-2503", Choices = [new Choice { FinishReason = Choice.FinishReasonEnum.Stop, Delta = new ChatMessage() }], Usage = new Usage { PromptTokens = 11, CompletionTokens = 7 } };
        }
    }
}

namespace Mistral.SDK.DTOs
{
    public class ChatCompletionRequest
    {
        public string Model { get; set; } = null!;
        public decimal? Temperature { get; set; }
        public decimal? TopP { get; set; }
        public int? MaxTokens { get; set; }
    }

    public class ChatCompletionResponse
    {
        public string Id { get; set; } = null!;
        public string Model { get; set; } = null!;
        public List<Choice> Choices { get; set; } = null!;
        public Usage Usage { get; set; } = null!;
    }

    public class Choice
    {
        public enum FinishReasonEnum { Stop = 1, Length = 2, ModelLength = 3, ToolCalls = 4 }

        public FinishReasonEnum? FinishReason { get; set; }
        public ChatMessage Message { get; set; } = null!;
        public ChatMessage Delta { get; set; } = null!;
    }

    public class ChatMessage
    {
        public string Content { get; set; } = null!;
        public List<ToolCall> ToolCalls { get; set; } = null!;
    }

    public class ToolCall
    {
        public string Id { get; set; } = null!;
    }

    public class Usage
    {
        public int PromptTokens { get; set; }
        public int CompletionTokens { get; set; }
        public int TotalTokens { get; set; }
    }

    public class EmbeddingRequest
    {
        public string Model { get; set; } = null!;
    }

    public class EmbeddingResponse
    {
        public string Id { get; set; } = null!;
        public string Model { get; set; } = null!;
        public List<EmbeddingResult> Data { get; set; } = null!;
        public Usage Usage { get; set; } = null!;
    }

    public class EmbeddingResult
    {
        public List<decimal> Embedding { get; set; } = null!;
    }
}

namespace Mistral.SDK.Embeddings
{
    public class EmbeddingsEndpoint
    {
        public Task<EmbeddingResponse> GetEmbeddingsAsync(EmbeddingRequest request) => Task.FromResult(new EmbeddingResponse
        {
            Id = "embd-1",
            Model = "mistral-embed",
            Data = [new EmbeddingResult { Embedding = [1, 2, 3, 4] }],
            Usage = new Usage { PromptTokens = 6, TotalTokens = 6 },
        });
    }
}

namespace Mistral.SDK.Models
{
    public class ModelsEndpoint
    {
        public Task<object> GetModelsAsync() => null!;
    }
}

// calls
using Mistral.SDK;

class Calls
{
    void Use1(MistralClient client)
    {
        client.Completions.[|GetCompletionAsync|](new() { Model = "m" });
        client.Completions.[|StreamCompletionAsync|](new());
        client.Embeddings.[|GetEmbeddingsAsync|](new());
        client.Models.GetModelsAsync();
    }
}
