// assembly: Microsoft.AI.Foundry.Local
namespace Microsoft.AI.Foundry.Local
{
    public class OpenAIChatClient
    {
        public Task<object> CompleteChatAsync(object messages) => null!;
        public IAsyncEnumerable<object> CompleteChatStreamingAsync(object messages) => null!;
    }

    public class OpenAIEmbeddingClient
    {
        public Task<object> GenerateEmbeddingAsync(string input) => null!;
        public Task<object> GenerateEmbeddingsAsync(object inputs) => null!;
    }

    public class OpenAIAudioClient
    {
        public Task<object> TranscribeAudioAsync(string path) => null!;
        public IAsyncEnumerable<object> TranscribeAudioStreamingAsync(string path) => null!;
    }

    public class AudioClient
    {
        public Task<object> TranscribeAudioAsync(string path) => null!;
        public IAsyncEnumerable<object> TranscribeAudioStreamingAsync(string path) => null!;
    }

    public class Model
    {
        public Task LoadAsync() => null!;
    }
}

// calls
using Microsoft.AI.Foundry.Local;

class Calls
{
    void Use1(OpenAIChatClient chat, OpenAIEmbeddingClient embeddings, OpenAIAudioClient audio, AudioClient older, Model model)
    {
        chat.[|CompleteChatAsync|](new());
        chat.[|CompleteChatStreamingAsync|](new());
        embeddings.[|GenerateEmbeddingAsync|]("x");
        embeddings.[|GenerateEmbeddingsAsync|](new());
        audio.[|TranscribeAudioAsync|]("f");
        audio.[|TranscribeAudioStreamingAsync|]("f");
        older.[|TranscribeAudioAsync|]("f");
        older.[|TranscribeAudioStreamingAsync|]("f");
        model.LoadAsync();
    }
}
