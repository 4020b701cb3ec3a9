// assembly: Microsoft.Agents.AI.Abstractions
namespace Microsoft.Agents.AI
{
    using Microsoft.Extensions.AI;

    public class AgentRunOptions;

    public class AgentResponse
    {
        public string? ResponseId { get; set; }
        public UsageDetails? Usage { get; set; }
        public object? RawRepresentation { get; set; }
    }

    public class AgentResponse<T> : AgentResponse;

    public class AgentResponseUpdate
    {
        public string? ResponseId { get; set; }
        public IList<AIContent> Contents { get; set; } = [];
        public object? RawRepresentation { get; set; }
    }

    public abstract class AIAgent
    {
        public async Task<AgentResponse> RunAsync(string message, object? session = null, AgentRunOptions? options = null)
        {
            await Task.Yield();
            return message == "refused" ? throw new InvalidOperationException("refused") : new AgentResponse
            {
                ResponseId = "resp-1",
                Usage = new UsageDetails { InputTokenCount = 300, OutputTokenCount = 90, CachedInputTokenCount = 128, ReasoningTokenCount = 40 },
                RawRepresentation = new ChatResponse { ModelId = "gpt-5-mini-2025", FinishReason = ChatFinishReason.Stop },
            };
        }

        public Task<AgentResponse> RunAsync(IEnumerable<string> messages) => null!;

        public async IAsyncEnumerable<AgentResponseUpdate> RunStreamingAsync(string message, object? session = null)
        {
            await Task.Yield();
            yield return new AgentResponseUpdate { ResponseId = "resp-2", RawRepresentation = new ChatResponseUpdate { ModelId = "gpt-5-mini-2025" } };
            if (message == "broken")
            {
                throw new InvalidOperationException("broken");
            }

            yield return new AgentResponseUpdate { ResponseId = "resp-2", Contents = [new UsageContent(new UsageDetails { InputTokenCount = 10, OutputTokenCount = 2 })] };
            yield return new AgentResponseUpdate { ResponseId = "resp-3", Contents = [new UsageContent(new UsageDetails { InputTokenCount = 30, OutputTokenCount = 5 })] };
        }

        public Task<AgentResponse<T>> RunAsync<T>(string message) => null!;
        public Task<object> CreateSessionAsync() => null!;

        public virtual object? GetService(Type serviceType, object? serviceKey = null) =>
            serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("openai", new Uri("https://contoso.openai.azure.com/"), "gpt-5-mini") : null;
    }

    public abstract class DelegatingAIAgent : AIAgent;
}

// assembly: Microsoft.Agents.AI
namespace Microsoft.Agents.AI
{
    public class ChatClientAgent : AIAgent;

    public class ChatClientAgentRunOptions : AgentRunOptions
    {
        public Microsoft.Extensions.AI.ChatOptions? ChatOptions { get; set; }
    }
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
