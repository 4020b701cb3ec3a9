// assembly: Azure.AI.Agents.Persistent
namespace Azure.AI.Agents.Persistent
{
    public class PersistentAgentsClient
    {
        public virtual ThreadRuns Runs => null!;
        public virtual PersistentAgentsAdministrationClient Administration => null!;
        public virtual Response<ThreadRun> CreateThreadAndRun(string agentId) => null!;
        public virtual Task<Response<ThreadRun>> CreateThreadAndRunAsync(string agentId) => null!;
    }

    public class ThreadRuns
    {
        public virtual Response<ThreadRun> CreateRun(string threadId, string agentId) => null!;
        public virtual Task<Response<ThreadRun>> CreateRunAsync(string threadId, string agentId) => null!;
        public virtual CollectionResult<StreamingUpdate> CreateRunStreaming(string threadId, string agentId) => null!;
        public virtual AsyncCollectionResult<StreamingUpdate> CreateRunStreamingAsync(string threadId, string agentId) => null!;
        public virtual Response<ThreadRun> SubmitToolOutputsToRun(string threadId, string agentId) => null!;
        public virtual Task<Response<ThreadRun>> SubmitToolOutputsToRunAsync(string threadId, string agentId) => null!;
        public virtual CollectionResult<StreamingUpdate> SubmitToolOutputsToStream(string threadId, string agentId) => null!;
        public virtual AsyncCollectionResult<StreamingUpdate> SubmitToolOutputsToStreamAsync(string threadId, string agentId) => null!;
        public virtual Task<Response<ThreadRun>> GetRunAsync(string threadId, string runId) => null!;
        public virtual Task<Response<ThreadRun>> CancelRunAsync(string threadId, string runId) => null!;
    }

    public class PersistentAgentsAdministrationClient
    {
        public virtual Task<Response<object>> CreateAgentAsync(string model) => null!;
    }

    public class Response<T>;

    public class CollectionResult<T>;

    public class AsyncCollectionResult<T>;

    public class ThreadRun;

    public class StreamingUpdate;
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
