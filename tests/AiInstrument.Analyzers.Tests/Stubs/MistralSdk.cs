// assembly: Mistral.SDK
namespace Mistral.SDK
{
    public class MistralClient
    {
        public Completions.CompletionsEndpoint Completions => null!;
        public Embeddings.EmbeddingsEndpoint Embeddings => null!;
        public Models.ModelsEndpoint Models => null!;
    }
}

namespace Mistral.SDK.Completions
{
    public class CompletionsEndpoint
    {
        public Task<object> GetCompletionAsync(ChatCompletionRequest request) => null!;
        public IAsyncEnumerable<object> StreamCompletionAsync(ChatCompletionRequest request) => null!;
    }

    public class ChatCompletionRequest
    {
        public string Model { get; set; } = "";
    }
}

namespace Mistral.SDK.Embeddings
{
    public class EmbeddingsEndpoint
    {
        public Task<object> GetEmbeddingsAsync(object request) => null!;
    }
}

namespace Mistral.SDK.Models
{
    public class ModelsEndpoint
    {
        public Task<object> GetModelsAsync() => null!;
    }
}

// calls
using Mistral.SDK;

class Calls
{
    void Use1(MistralClient client)
    {
        client.Completions.[|GetCompletionAsync|](new() { Model = "m" });
        client.Completions.[|StreamCompletionAsync|](new());
        client.Embeddings.[|GetEmbeddingsAsync|](new());
        client.Models.GetModelsAsync();
    }
}
