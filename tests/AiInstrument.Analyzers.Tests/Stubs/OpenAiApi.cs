// assembly: OpenAI_API
namespace OpenAI_API.Chat
{
    public interface IChatEndpoint
    {
        Task<object> CreateChatCompletionAsync(object request);
        Task<object> StreamChatAsync(object request);
        IAsyncEnumerable<object> StreamChatEnumerableAsync(object request);
    }
}

namespace OpenAI_API.Chat
{
    public class Conversation
    {
        public Task<object> GetResponseFromChatbotAsync(object request) => null!;
        public Task<object> StreamResponseFromChatbotAsync(object request) => null!;
        public IAsyncEnumerable<object> StreamResponseEnumerableFromChatbotAsync(object request) => null!;
        public void AppendUserInput(string text) { }
    }
}

namespace OpenAI_API.Completions
{
    public interface ICompletionEndpoint
    {
        Task<object> CreateCompletionAsync(object request);
        Task<object> StreamCompletionAsync(object request);
        IAsyncEnumerable<object> StreamCompletionEnumerableAsync(object request);
    }
}

namespace OpenAI_API.Embedding
{
    public interface IEmbeddingEndpoint
    {
        Task<object> CreateEmbeddingAsync(object request);
        Task<object> GetEmbeddingsAsync(object request);
    }
}

// calls
using OpenAI_API.Chat;

class Calls
{
    void Use1(IChatEndpoint chat, Conversation conversation, OpenAI_API.Completions.ICompletionEndpoint completions, OpenAI_API.Embedding.IEmbeddingEndpoint embeddings)
    {
        chat.[|CreateChatCompletionAsync|](new());
        chat.[|StreamChatAsync|](new());
        chat.[|StreamChatEnumerableAsync|](new());
        conversation.[|GetResponseFromChatbotAsync|](new());
        conversation.[|StreamResponseFromChatbotAsync|](new());
        conversation.[|StreamResponseEnumerableFromChatbotAsync|](new());
        completions.[|CreateCompletionAsync|](new());
        completions.[|StreamCompletionAsync|](new());
        completions.[|StreamCompletionEnumerableAsync|](new());
        embeddings.[|CreateEmbeddingAsync|](new());
        embeddings.[|GetEmbeddingsAsync|](new());
        conversation.AppendUserInput("x");
    }
}
