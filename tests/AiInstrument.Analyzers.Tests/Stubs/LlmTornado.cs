// assembly: LlmTornado
namespace LlmTornado.Chat
{
    public class ChatEndpoint
    {
        public Task<object> CreateChatCompletion(object? request = null) => null!;
        public Task<object> CreateChatCompletionSafe(object? request = null) => null!;
        public IAsyncEnumerable<object> StreamCompletion(object? request = null) => null!;
        public Task StreamChatAsync(object? request = null) => null!;
        public IAsyncEnumerable<object> StreamChatEnumerable(object? request = null) => null!;
        public Task<object> CreateConversation(string text) => null!;
    }
}

namespace LlmTornado.Chat
{
    public class Conversation
    {
        public Task<object> GetResponse(object? request = null) => null!;
        public Task<object> GetResponseRich(object? request = null) => null!;
        public Task<object> GetResponseRichSafe(object? request = null) => null!;
        public Task<object> GetResponseSafe(object? request = null) => null!;
        public Task StreamResponse(object? request = null) => null!;
        public IAsyncEnumerable<object> StreamResponseEnumerable(object? request = null) => null!;
        public Task StreamResponseRich(object? request = null) => null!;
        public object AppendUserInput(string text) => null!;
    }
}

namespace LlmTornado.Responses
{
    public class ResponsesEndpoint
    {
        public Task<object> CreateResponse(object? request = null) => null!;
        public Task<object> CreateResponseSafe(object? request = null) => null!;
        public Task StreamResponseRich(object? request = null) => null!;
        public Task StreamResponseRichSafe(object? request = null) => null!;
    }
}

namespace LlmTornado.Embedding
{
    public class EmbeddingEndpoint
    {
        public Task<object> CreateEmbedding(object? request = null) => null!;
        public Task<object> GetEmbeddings(object? request = null) => null!;
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
        conversation.[|StreamResponse|]();
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
