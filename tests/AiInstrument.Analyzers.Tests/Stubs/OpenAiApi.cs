// assembly: OpenAI_API
namespace OpenAI_API
{
    public abstract class ApiResultBase
    {
        public Models.Model Model { get; set; } = null!;
    }

    public class OpenAIAPI
    {
        public Chat.IChatEndpoint Chat { get; } = new Chat.ChatEndpoint();
        public Embedding.IEmbeddingEndpoint Embeddings { get; } = new Embedding.EmbeddingEndpoint();
    }
}

namespace OpenAI_API.Models
{
    public class Model(string name)
    {
        public string ModelID { get; set; } = name;
    }
}

namespace OpenAI_API.Chat
{
    public interface IChatEndpoint
    {
        Task<ChatResult> CreateChatCompletionAsync(ChatRequest request);
        Task<ChatResult> CreateChatCompletionAsync(IList<object> messages, Models.Model? model = null);
        Task StreamChatAsync(ChatRequest request, Action<ChatResult> resultHandler);
        IAsyncEnumerable<ChatResult> StreamChatEnumerableAsync(ChatRequest request);
    }

    public class ChatEndpoint : IChatEndpoint
    {
        public Task<ChatResult> CreateChatCompletionAsync(ChatRequest request) => request.Model == "refused"
            ? Task.FromException<ChatResult>(new HttpRequestException("refused"))
            : Task.FromResult(new ChatResult { Id = "chatcmpl-1", Model = new("gpt-3.5-turbo-0125"), Choices = [new() { FinishReason = "length" }], Usage = new() { PromptTokens = 11, CompletionTokens = 7 } });

        public Task<ChatResult> CreateChatCompletionAsync(IList<object> messages, Models.Model? model = null) => CreateChatCompletionAsync(new ChatRequest());
        public Task StreamChatAsync(ChatRequest request, Action<ChatResult> resultHandler) => Task.CompletedTask;

        public async IAsyncEnumerable<ChatResult> StreamChatEnumerableAsync(ChatRequest request)
        {
            await Task.Yield();
            yield return new ChatResult { Id = "chatcmpl-2", Model = new("gpt-3.5-turbo-0125"), Choices = [new()] };
            yield return new ChatResult { Id = "chatcmpl-2", Model = new("gpt-3.5-turbo-0125"), Choices = [new() { FinishReason = "stop" }] };
        }
    }

    public class ChatRequest
    {
        public string Model { get; set; } = "gpt-3.5-turbo";
        public int? MaxTokens { get; set; }
        public double? Temperature { get; set; }
    }

    public class ChatResult : ApiResultBase
    {
        public string Id { get; set; } = null!;
        public IReadOnlyList<ChatChoice> Choices { get; set; } = null!;
        public ChatUsage Usage { get; set; } = null!;
    }

    public class ChatChoice
    {
        public string FinishReason { get; set; } = null!;
    }

    public class ChatUsage : Embedding.Usage
    {
        public int CompletionTokens { get; set; }
    }

    public class Conversation
    {
        public Task<string> GetResponseFromChatbotAsync() => null!;
        public Task StreamResponseFromChatbotAsync(Action<string> resultHandler) => null!;
        public IAsyncEnumerable<string> StreamResponseEnumerableFromChatbotAsync() => null!;
        public void AppendUserInput(string text) { }
    }
}

namespace OpenAI_API.Completions
{
    public interface ICompletionEndpoint
    {
        Task<object> CreateCompletionAsync(object request);
        Task StreamCompletionAsync(object request, Action<object> resultHandler);
        IAsyncEnumerable<object> StreamCompletionEnumerableAsync(object request);
    }
}

namespace OpenAI_API.Embedding
{
    public interface IEmbeddingEndpoint
    {
        Task<EmbeddingResult> CreateEmbeddingAsync(EmbeddingRequest request);
        Task<float[]> GetEmbeddingsAsync(string input);
    }

    public class EmbeddingEndpoint : IEmbeddingEndpoint
    {
        public Task<EmbeddingResult> CreateEmbeddingAsync(EmbeddingRequest request) => Task.FromResult(new EmbeddingResult { Model = new("text-embedding-ada-002"), Data = [new() { Embedding = [1, 2, 3] }], Usage = new() { PromptTokens = 6 } });
        public Task<float[]> GetEmbeddingsAsync(string input) => null!;
    }

    public class EmbeddingRequest
    {
        public string Model { get; set; } = null!;
    }

    public class EmbeddingResult : ApiResultBase
    {
        public List<Data> Data { get; set; } = null!;
        public Usage Usage { get; set; } = null!;
    }

    public class Data
    {
        public float[] Embedding { get; set; } = null!;
    }

    public class Usage
    {
        public int PromptTokens { get; set; }
        public int TotalTokens { get; set; }
    }
}

// calls
using OpenAI_API.Chat;

class Calls
{
    void Use1(IChatEndpoint chat, Conversation conversation, OpenAI_API.Completions.ICompletionEndpoint completions, OpenAI_API.Embedding.IEmbeddingEndpoint embeddings)
    {
        chat.[|CreateChatCompletionAsync|](new ChatRequest());
        chat.[|StreamChatAsync|](new(), _ => { });
        chat.[|StreamChatEnumerableAsync|](new());
        conversation.[|GetResponseFromChatbotAsync|]();
        conversation.[|StreamResponseFromChatbotAsync|](_ => { });
        conversation.[|StreamResponseEnumerableFromChatbotAsync|]();
        completions.[|CreateCompletionAsync|](new());
        completions.[|StreamCompletionAsync|](new(), _ => { });
        completions.[|StreamCompletionEnumerableAsync|](new());
        embeddings.[|CreateEmbeddingAsync|](new());
        embeddings.[|GetEmbeddingsAsync|]("x");
        conversation.AppendUserInput("x");
    }
}
