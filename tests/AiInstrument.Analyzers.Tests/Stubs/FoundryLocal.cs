// assembly: Microsoft.AI.Foundry.Local
using Microsoft.AI.Foundry.Local.OpenAI;

namespace Microsoft.AI.Foundry.Local.OpenAI
{
    public class ChatCompletionResponse
    {
        public string? Id { get; set; }
        public string? Model { get; set; }
        public List<ChatChoice>? Choices { get; set; }
        public CompletionUsage? Usage { get; set; }
    }

    public enum FinishReason { Stop, Length, ToolCalls, ContentFilter }

    public class ChatChoice
    {
        public ChatMessage? Message { get; set; }
        public ChatMessage? Delta { get; set; }
        public FinishReason? FinishReason { get; set; }
    }

    public class ChatMessage
    {
        public List<ToolCall>? ToolCalls { get; set; }
    }

    public class ToolCall
    {
        public string? Id { get; set; }
    }

    public class CompletionUsage
    {
        public int PromptTokens { get; set; }
        public int? CompletionTokens { get; set; }
    }
}

namespace Microsoft.AI.Foundry.Local
{
    public class OpenAIChatClient
    {
        public ChatSettings Settings { get; } = new();

        public Task<ChatCompletionResponse> CompleteChatAsync(IEnumerable<ChatMessage> messages, CancellationToken? ct = null) => Settings.MaxTokens == 0
            ? Task.FromException<ChatCompletionResponse>(new InvalidOperationException("not loaded"))
            : Task.FromResult(new ChatCompletionResponse { Id = "c1", Model = "phi-4-mini", Choices = [new() { FinishReason = FinishReason.ToolCalls, Message = new() { ToolCalls = [new()] } }], Usage = new() { PromptTokens = 11, CompletionTokens = 7 } });

        public async IAsyncEnumerable<ChatCompletionResponse> CompleteChatStreamingAsync(IEnumerable<ChatMessage> messages, CancellationToken ct)
        {
            await Task.Yield();
            yield return new ChatCompletionResponse { Id = "c2", Model = "phi-4-mini", Choices = [new() { Delta = new() }] };
            yield return new ChatCompletionResponse { Id = "c2", Model = "phi-4-mini", Choices = [new() { Delta = new(), FinishReason = FinishReason.Stop }] };
        }

        public record ChatSettings
        {
            public int? MaxTokens { get; set; }
            public float? Temperature { get; set; }
        }
    }

    public class OpenAIEmbeddingClient
    {
        public Task<object> GenerateEmbeddingAsync(string input) => null!;
        public Task<object> GenerateEmbeddingsAsync(object inputs) => null!;
    }

    public class OpenAIAudioClient
    {
        public Task<object> TranscribeAudioAsync(string path) => null!;
        public IAsyncEnumerable<object> TranscribeAudioStreamingAsync(string path) => null!;
    }

    public class AudioClient
    {
        public Task<object> TranscribeAudioAsync(string path) => null!;
        public IAsyncEnumerable<object> TranscribeAudioStreamingAsync(string path) => null!;
    }

    public class Model
    {
        public Task LoadAsync() => null!;
    }
}

// calls
using Microsoft.AI.Foundry.Local;

class Calls
{
    void Use1(OpenAIChatClient chat, OpenAIEmbeddingClient embeddings, OpenAIAudioClient audio, AudioClient older, Model model)
    {
        chat.[|CompleteChatAsync|]([]);
        chat.[|CompleteChatStreamingAsync|]([], default);
        embeddings.[|GenerateEmbeddingAsync|]("x");
        embeddings.[|GenerateEmbeddingsAsync|](new());
        audio.[|TranscribeAudioAsync|]("f");
        audio.[|TranscribeAudioStreamingAsync|]("f");
        older.[|TranscribeAudioAsync|]("f");
        older.[|TranscribeAudioStreamingAsync|]("f");
        model.LoadAsync();
    }
}
