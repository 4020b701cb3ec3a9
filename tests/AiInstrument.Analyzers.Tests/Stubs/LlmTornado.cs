// assembly: LlmTornado
namespace LlmTornado.Common
{
    public class HttpCallResult<T>
    {
        public T? Data { get; set; }
    }

    public class RestDataOrException<T>
    {
        public T? Data { get; set; }
    }
}

namespace LlmTornado.Chat.Models
{
    public class ChatModel
    {
        public string Name { get; set; } = null!;

        public static implicit operator ChatModel(string name) => new() { Name = name };
    }
}

namespace LlmTornado.Chat
{
    public class ChatEndpoint
    {
        public Task<ChatResult?> CreateChatCompletion(ChatRequest? request = null) => request?.Model?.Name == "refused"
            ? Task.FromException<ChatResult?>(new HttpRequestException("refused"))
            : Task.FromResult<ChatResult?>(Whole);

        public Task<Common.HttpCallResult<ChatResult>> CreateChatCompletionSafe(ChatRequest? request = null) => Task.FromResult(new Common.HttpCallResult<ChatResult> { Data = Whole });
        public IAsyncEnumerable<object> StreamCompletion(object? request = null) => null!;
        public Task StreamChatAsync(object? request = null) => null!;

        public async IAsyncEnumerable<ChatResult> StreamChatEnumerable(ChatRequest? request = null)
        {
            await Task.Yield();
            yield return new ChatResult { Id = "chatcmpl-2", Model = "claude-sonnet-4-5", Choices = [new() { Delta = new() }] };
            yield return new ChatResult { Id = "chatcmpl-2", Model = "claude-sonnet-4-5", Choices = [new() { Delta = new(), FinishReason = ChatMessageFinishReasons.EndTurn }] };
            yield return new ChatResult { Id = "chatcmpl-2", Model = "claude-sonnet-4-5", Usage = new ChatUsage { PromptTokens = 11, CompletionTokens = 7 } };
        }

        public Task<object> CreateConversation(string text) => null!;

        internal static ChatResult Whole => new()
        {
            Id = "chatcmpl-1",
            Model = "gpt-4.1-2025-04-14",
            Choices = [new() { Message = new() { ToolCalls = [new() { Id = "t" }] }, FinishReason = ChatMessageFinishReasons.ToolCalls }],
            Usage = new ChatUsage { PromptTokens = 11, CompletionTokens = 7, PromptTokenDetails = new() { CachedTokens = 5 }, CompletionTokensDetails = new() { ReasoningTokens = 3 } },
        };
    }

    public class ChatRequest
    {
        public Models.ChatModel? Model { get; set; }
        public int? MaxTokens { get; set; }
        public double? Temperature { get; set; }
    }

    public class ChatResult
    {
        public string? Id { get; set; }
        public string? Model { get; set; }
        public List<ChatChoice>? Choices { get; set; }
        public ChatUsage? Usage { get; set; }
    }

    public enum ChatMessageFinishReasons { Unknown, EndTurn, StopSequence, Length, ToolCalls }

    public class ChatChoice
    {
        public ChatMessage? Message { get; set; }
        public ChatMessage? Delta { get; set; }
        public ChatMessageFinishReasons? FinishReason { get; set; }
    }

    public class ChatMessage
    {
        public List<ToolCall>? ToolCalls { get; set; }
    }

    public class ToolCall
    {
        public string? Id { get; set; }
    }

    public class Usage
    {
        public int PromptTokens { get; set; }
    }

    public class ChatUsage : Usage
    {
        public int CompletionTokens { get; set; }
        public ChatPromptTokenDetails? PromptTokenDetails { get; set; }
        public ChatUsageTokenDetails? CompletionTokensDetails { get; set; }
        public int? CacheCreationTokens { get; set; }
    }

    public class ChatPromptTokenDetails
    {
        public int? CachedTokens { get; set; }
        public int? AudioTokens { get; set; }
        public int? ImageTokens { get; set; }
    }

    public class ChatUsageTokenDetails
    {
        public int? ReasoningTokens { get; set; }
        public int? AudioTokens { get; set; }
    }

    public class ChatRichResponse
    {
        public ChatResult? Result { get; set; }
        public ChatUsage? Usage => Result?.Usage;
        public ChatMessageFinishReasons FinishReason => Result?.Choices?.FirstOrDefault()?.FinishReason ?? ChatMessageFinishReasons.Unknown;
    }

    public class Conversation
    {
        public ChatRequest RequestParameters { get; } = new() { Model = "gpt-4.1" };
        public Task<string?> GetResponse() => null!;
        public Task<ChatRichResponse> GetResponseRich() => Task.FromResult(new ChatRichResponse { Result = ChatEndpoint.Whole });
        public Task<Common.RestDataOrException<ChatRichResponse>> GetResponseRichSafe() => Task.FromResult(new Common.RestDataOrException<ChatRichResponse> { Data = new ChatRichResponse { Result = ChatEndpoint.Whole } });
        public Task<Common.RestDataOrException<string>> GetResponseSafe() => null!;
        public Task StreamResponse(Action<string> handler) => null!;
        public IAsyncEnumerable<string> StreamResponseEnumerable() => null!;
        public Task StreamResponseRich(object? request = null) => null!;
        public object AppendUserInput(string text) => null!;
    }
}

namespace LlmTornado.Responses
{
    public class ResponsesEndpoint
    {
        public Task<ResponseResult> CreateResponse(object? request = null) => Task.FromResult(new ResponseResult { Id = "resp_1", Model = "gpt-4.1", Usage = new() { InputTokens = 11, OutputTokens = 7, InputTokenDetails = new() { CachedTokens = 5 }, OutputTokenDetails = new() { ReasoningTokens = 3 } } });
        public Task<Common.HttpCallResult<ResponseResult>> CreateResponseSafe(object? request = null) => null!;
        public Task StreamResponseRich(object? request = null) => null!;
        public Task StreamResponseRichSafe(object? request = null) => null!;
    }

    public class ResponseResult
    {
        public string Id { get; set; } = null!;
        public Chat.Models.ChatModel? Model { get; set; }
        public ResponseUsage? Usage { get; set; }
    }

    public class ResponseUsage
    {
        public int InputTokens { get; set; }
        public int OutputTokens { get; set; }
        public ResponseInputTokensDetails? InputTokenDetails { get; set; }
        public ResponseOutputTokensDetails? OutputTokenDetails { get; set; }
    }

    public class ResponseInputTokensDetails
    {
        public int CachedTokens { get; set; }
    }

    public class ResponseOutputTokensDetails
    {
        public int ReasoningTokens { get; set; }
    }
}

namespace LlmTornado.Embedding
{
    public class EmbeddingEndpoint
    {
        public Task<EmbeddingResult?> CreateEmbedding(object? request = null) => Task.FromResult<EmbeddingResult?>(new() { Data = [new() { Embedding = [1, 2] }], Usage = new() { PromptTokens = 6 } });
        public Task<float[]?> GetEmbeddings(object? request = null) => null!;
    }

    public class EmbeddingResult
    {
        public List<EmbeddingEntry> Data { get; set; } = [];
        public Chat.Usage? Usage { get; set; }
    }

    public class EmbeddingEntry
    {
        public float[] Embedding { get; set; } = null!;
    }
}

// calls
using LlmTornado.Chat;

class Calls
{
    void Use1(ChatEndpoint chat, Conversation conversation, LlmTornado.Responses.ResponsesEndpoint responses, LlmTornado.Embedding.EmbeddingEndpoint embeddings)
    {
        chat.[|CreateChatCompletion|]();
        chat.[|CreateChatCompletionSafe|]();
        chat.[|StreamCompletion|]();
        chat.[|StreamChatAsync|]();
        chat.[|StreamChatEnumerable|]();
        conversation.[|GetResponse|]();
        conversation.[|GetResponseRich|]();
        conversation.[|GetResponseRichSafe|]();
        conversation.[|GetResponseSafe|]();
        conversation.[|StreamResponse|](_ => { });
        conversation.[|StreamResponseEnumerable|]();
        conversation.[|StreamResponseRich|]();
        responses.[|CreateResponse|]();
        responses.[|CreateResponseSafe|]();
        responses.[|StreamResponseRich|]();
        responses.[|StreamResponseRichSafe|]();
        embeddings.[|CreateEmbedding|]();
        embeddings.[|GetEmbeddings|]();
        conversation.AppendUserInput("x");
        chat.CreateConversation("x");
    }
}
