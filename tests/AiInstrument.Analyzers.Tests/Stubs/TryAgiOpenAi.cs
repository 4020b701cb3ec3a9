// assembly: tryAGI.OpenAI
namespace tryAGI.OpenAI
{
    public interface IChatClient
    {
        Task<object> CreateChatCompletionAsync(string model, string text);
        IAsyncEnumerable<object> CreateChatCompletionAsStreamAsync(string model, string text);
        Task<object> ListChatCompletionsAsync();
    }

    public class OpenAiClient
    {
        public IChatClient Chat => null!;
    }
}

// calls
using tryAGI.OpenAI;

class Calls
{
    void Use1(OpenAiClient client)
    {
        client.Chat.[|CreateChatCompletionAsync|]("m", "x");
        client.Chat.[|CreateChatCompletionAsStreamAsync|]("m", "x");
        client.Chat.ListChatCompletionsAsync();
    }
}
