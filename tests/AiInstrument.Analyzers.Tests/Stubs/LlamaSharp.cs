// assembly: LLamaSharp
namespace LLama.Abstractions
{
    public interface ILLamaExecutor
    {
        IAsyncEnumerable<string> InferAsync(string text);
    }
}

namespace LLama
{
    public class InteractiveExecutor : LLama.Abstractions.ILLamaExecutor
    {
        public async IAsyncEnumerable<string> InferAsync(string text)
        {
            await Task.Yield();
            yield return "Hel";
            yield return "lo";
            if (text == "fail")
            {
                throw new InvalidOperationException("no context");
            }

            yield return "!";
        }

        public Task SaveState(string filename) => null!;
    }

    public class ChatSession
    {
        public IAsyncEnumerable<string> ChatAsync(string message) => new InteractiveExecutor().InferAsync(message);
        public IAsyncEnumerable<string> RegenerateAssistantMessageAsync(object? parameters = null) => null!;
        public void SaveSession(string path) { }
    }

    public class LLamaEmbedder
    {
        public Task<IReadOnlyList<float[]>> GetEmbeddings(string input) => null!;
    }
}

namespace LLama.Batched
{
    public class BatchedExecutor
    {
        public Task<object> Infer() => null!;
        public object Create() => null!;
    }
}

// calls
using LLama;

class Calls
{
    void Use1(InteractiveExecutor executor, LLama.Abstractions.ILLamaExecutor any, ChatSession session, LLamaEmbedder embedder, LLama.Batched.BatchedExecutor batched)
    {
        any.[|InferAsync|]("x");
        executor.[|InferAsync|]("x");
        session.[|ChatAsync|]("x");
        session.[|RegenerateAssistantMessageAsync|]();
        embedder.[|GetEmbeddings|]("x");
        batched.[|Infer|]();
        executor.SaveState("f");
        session.SaveSession("f");
        batched.Create();
    }
}
