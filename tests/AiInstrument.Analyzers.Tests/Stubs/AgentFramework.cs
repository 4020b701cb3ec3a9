// assembly: Microsoft.Agents.AI.Abstractions
namespace Microsoft.Agents.AI
{
    public abstract class AIAgent
    {
        public Task<object> RunAsync(string message, object? session = null) => null!;
        public Task<object> RunAsync(IEnumerable<string> messages) => null!;
        public IAsyncEnumerable<object> RunStreamingAsync(string message, object? session = null) => null!;
        public Task<object> RunAsync<T>(string message) => null!;
        public Task<object> CreateSessionAsync() => null!;
    }

    public abstract class DelegatingAIAgent : AIAgent;
}

// assembly: Microsoft.Agents.AI
namespace Microsoft.Agents.AI
{
    public class ChatClientAgent : AIAgent;
}

// assembly: Microsoft.Agents.AI.Workflows
namespace Microsoft.Agents.AI.Workflows
{
    public static class InProcessExecution
    {
        public static Task<object> RunAsync(object workflow, string input) => null!;
        public static Task<object> RunStreamingAsync(object workflow, string input) => null!;
        public static Task<object> OpenStreamingAsync(object workflow, string input) => null!;
        public static Task<object> ResumeAsync(object workflow, string input) => null!;
    }
}

// calls
using Microsoft.Agents.AI;
using Microsoft.Agents.AI.Workflows;

class Calls
{
    void Use1(AIAgent agent, ChatClientAgent chat)
    {
        agent.[|RunAsync|]("x");
        agent.[|RunAsync|](new[] { "x" });
        agent.[|RunStreamingAsync|]("x");
        chat.[|RunAsync|]("x");
        chat.[|RunAsync<int>|]("x");
        chat.[|RunStreamingAsync|]("x");
        agent.CreateSessionAsync();
    }

    void Use2()
    {
        InProcessExecution.[|RunAsync|](new(), "x");
        InProcessExecution.[|RunStreamingAsync|](new(), "x");
        InProcessExecution.[|OpenStreamingAsync|](new(), "x");
        InProcessExecution.[|ResumeAsync|](new(), "x");
    }
}
