// assembly: AutoGen.Core
namespace AutoGen.Core
{
    public interface IAgent
    {
        string Name { get; }
        Task<object> GenerateReplyAsync(IEnumerable<object> messages);
    }

    public interface IStreamingAgent : IAgent
    {
        IAsyncEnumerable<object> GenerateStreamingReplyAsync(IEnumerable<object> messages);
    }

    public class MiddlewareAgent : IAgent
    {
        public string Name => "";
        public Task<object> GenerateReplyAsync(IEnumerable<object> messages) => null!;
        public void Use(object middleware) { }
    }

    public static class AgentExtension
    {
        public static Task<object> SendAsync(this IAgent agent, string message) => null!;
        public static Task<object> InitiateChatAsync(this IAgent agent, IAgent receiver) => null!;
        public static IAsyncEnumerable<object> SendMessageToGroupAsync(this IAgent agent, object group) => null!;
    }
}

// calls
using AutoGen.Core;

class Calls
{
    void Use1(IAgent agent, IStreamingAgent streaming, MiddlewareAgent middleware)
    {
        agent.[|GenerateReplyAsync|]([]);
        streaming.[|GenerateStreamingReplyAsync|]([]);
        middleware.[|GenerateReplyAsync|]([]);
        agent.[|SendAsync|]("x");
        agent.[|InitiateChatAsync|](agent);
        agent.[|SendMessageToGroupAsync|](new());
        middleware.Use(new());
        _ = agent.Name;
    }
}
