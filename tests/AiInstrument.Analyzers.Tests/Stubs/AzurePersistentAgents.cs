// include: AzureCore
// assembly: Azure.AI.Agents.Persistent
namespace Azure.AI.Agents.Persistent
{
    using System.ClientModel;

    public class PersistentAgentsClient
    {
        public virtual ThreadRuns Runs { get; } = new();
        public virtual PersistentAgentsAdministrationClient Administration => null!;
        public virtual Response<ThreadRun> CreateThreadAndRun(string agentId) => Response.FromValue(new ThreadRun { Id = "run_0", Model = "gpt-4o" }, new StubResponse());
        public virtual Task<Response<ThreadRun>> CreateThreadAndRunAsync(string agentId) => Task.FromResult(CreateThreadAndRun(agentId));
    }

    public class ThreadRuns
    {
        public virtual Response<ThreadRun> CreateRun(string threadId, string agentId) =>
            agentId == "refused" ? throw new InvalidOperationException("refused") : Response.FromValue(ThreadRun.Finished, new StubResponse());
        public virtual Task<Response<ThreadRun>> CreateRunAsync(string threadId, string agentId) => Task.FromResult(CreateRun(threadId, agentId));
        public virtual CollectionResult<StreamingUpdate> CreateRunStreaming(string threadId, string agentId) => null!;
        public virtual AsyncCollectionResult<StreamingUpdate> CreateRunStreamingAsync(string threadId, string agentId) => new Updates();
        public virtual Response<ThreadRun> SubmitToolOutputsToRun(string threadId, string agentId) => null!;
        public virtual Task<Response<ThreadRun>> SubmitToolOutputsToRunAsync(string threadId, string agentId) => null!;
        public virtual CollectionResult<StreamingUpdate> SubmitToolOutputsToStream(string threadId, string agentId) => null!;
        public virtual AsyncCollectionResult<StreamingUpdate> SubmitToolOutputsToStreamAsync(string threadId, string agentId) => null!;
        public virtual Task<Response<ThreadRun>> GetRunAsync(string threadId, string runId) => null!;
        public virtual Task<Response<ThreadRun>> CancelRunAsync(string threadId, string runId) => null!;

        private sealed class Updates : AsyncCollectionResult<StreamingUpdate>
        {
            public override ContinuationToken? GetContinuationToken(ClientResult page) => null;

            public override async IAsyncEnumerable<ClientResult> GetRawPagesAsync()
            {
                await Task.Yield();
                yield return null!;
            }

            protected override async IAsyncEnumerable<StreamingUpdate> GetValuesFromPageAsync(ClientResult page)
            {
                await Task.Yield();
                yield return new RunUpdate { Value = new ThreadRun { Id = "run_1", Model = "gpt-4o" } };
                yield return new MessageContentUpdate();
                yield return new RunUpdate { Value = ThreadRun.Finished };
            }
        }
    }

    public class PersistentAgentsAdministrationClient
    {
        public virtual Task<Response<object>> CreateAgentAsync(string model) => null!;
    }

    public class ThreadRun
    {
        public static ThreadRun Finished => new() { Id = "run_1", Model = "gpt-4o", Usage = new RunCompletionUsage { PromptTokens = 70, CompletionTokens = 30, TotalTokens = 100 } };
        public string Id { get; set; } = "";
        public string Model { get; set; } = "";
        public RunCompletionUsage Usage { get; set; } = null!;
    }

    public class RunCompletionUsage
    {
        public long CompletionTokens { get; set; }
        public long PromptTokens { get; set; }
        public long TotalTokens { get; set; }
    }

    public abstract class StreamingUpdate;

    public class StreamingUpdate<T> : StreamingUpdate
        where T : class
    {
        public T Value { get; set; } = null!;
    }

    public class RunUpdate : StreamingUpdate<ThreadRun>;

    public class MessageContentUpdate : StreamingUpdate;
}

// calls
using Azure.AI.Agents.Persistent;

class Calls
{
    void Use1(PersistentAgentsClient client)
    {
        client.Runs.[|CreateRun|]("t", "a");
        client.Runs.[|CreateRunAsync|]("t", "a");
        client.Runs.[|CreateRunStreaming|]("t", "a");
        client.Runs.[|CreateRunStreamingAsync|]("t", "a");
        client.Runs.[|SubmitToolOutputsToRun|]("t", "a");
        client.Runs.[|SubmitToolOutputsToRunAsync|]("t", "a");
        client.Runs.[|SubmitToolOutputsToStream|]("t", "a");
        client.Runs.[|SubmitToolOutputsToStreamAsync|]("t", "a");
        client.[|CreateThreadAndRun|]("a");
        client.[|CreateThreadAndRunAsync|]("a");
        client.Runs.GetRunAsync("t", "r");
        client.Runs.CancelRunAsync("t", "r");
        client.Administration.CreateAgentAsync("m");
    }
}
