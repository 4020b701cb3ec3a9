// assembly: OpenAI-DotNet
namespace OpenAI
{
    public class OpenAIClient
    {
        public Chat.ChatEndpoint ChatEndpoint => null!;
        public Responses.ResponsesEndpoint ResponsesEndpoint => null!;
        public Embeddings.EmbeddingsEndpoint EmbeddingsEndpoint => null!;
        public Images.ImagesEndpoint ImagesEndpoint => null!;
        public Audio.AudioEndpoint AudioEndpoint => null!;
        public Moderations.ModerationsEndpoint ModerationsEndpoint => null!;
        public Realtime.RealtimeEndpoint RealtimeEndpoint => null!;
        public Threads.ThreadsEndpoint ThreadsEndpoint => null!;
        public Files.FilesEndpoint FilesEndpoint => null!;
    }
}

namespace OpenAI.Chat
{
    public class ChatEndpoint
    {
        public Task<object> GetCompletionAsync(object request) => null!;
        public Task<object> StreamCompletionAsync(object request) => null!;
        public IAsyncEnumerable<object> StreamCompletionEnumerableAsync(object request) => null!;
    }
}

namespace OpenAI.Responses
{
    public class ResponsesEndpoint
    {
        public Task<object> CreateModelResponseAsync(object request) => null!;
        public Task<object> GetModelResponseAsync(object request) => null!;
    }
}

namespace OpenAI.Embeddings
{
    public class EmbeddingsEndpoint
    {
        public Task<object> CreateEmbeddingAsync(object request) => null!;
    }
}

namespace OpenAI.Images
{
    public class ImagesEndpoint
    {
        public Task<object> GenerateImageAsync(object request) => null!;
        public Task<object> CreateImageEditAsync(object request) => null!;
        public Task<object> CreateImageVariationAsync(object request) => null!;
    }
}

namespace OpenAI.Audio
{
    public class AudioEndpoint
    {
        public Task<object> CreateSpeechAsync(object request) => null!;
        public Task<object> CreateTranscriptionTextAsync(object request) => null!;
        public Task<object> CreateTranscriptionJsonAsync(object request) => null!;
        public Task<object> CreateTranslationTextAsync(object request) => null!;
        public Task<object> CreateTranslationJsonAsync(object request) => null!;
    }
}

namespace OpenAI.Moderations
{
    public class ModerationsEndpoint
    {
        public Task<object> GetModerationAsync(object request) => null!;
        public Task<object> CreateModerationAsync(object request) => null!;
    }
}

namespace OpenAI.Realtime
{
    public class RealtimeEndpoint
    {
        public Task<object> CreateSessionAsync(object request) => null!;
    }
}

namespace OpenAI.Threads
{
    public class ThreadsEndpoint
    {
        public Task<object> CreateRunAsync(object request) => null!;
        public Task<object> CreateThreadAsync(object request) => null!;
        public Task<object> RetrieveRunAsync(object request) => null!;
    }
}

namespace OpenAI.Files
{
    public class FilesEndpoint
    {
        public Task<object> UploadFileAsync(object request) => null!;
    }
}

// calls
using OpenAI;

class Calls
{
    void Use1(OpenAIClient client)
    {
        client.ChatEndpoint.[|GetCompletionAsync|](new());
        client.ChatEndpoint.[|StreamCompletionAsync|](new());
        client.ChatEndpoint.[|StreamCompletionEnumerableAsync|](new());
        client.ResponsesEndpoint.[|CreateModelResponseAsync|](new());
        client.EmbeddingsEndpoint.[|CreateEmbeddingAsync|](new());
        client.ImagesEndpoint.[|GenerateImageAsync|](new());
        client.ImagesEndpoint.[|CreateImageEditAsync|](new());
        client.ImagesEndpoint.[|CreateImageVariationAsync|](new());
        client.AudioEndpoint.[|CreateSpeechAsync|](new());
        client.AudioEndpoint.[|CreateTranscriptionTextAsync|](new());
        client.AudioEndpoint.[|CreateTranscriptionJsonAsync|](new());
        client.AudioEndpoint.[|CreateTranslationTextAsync|](new());
        client.AudioEndpoint.[|CreateTranslationJsonAsync|](new());
        client.ModerationsEndpoint.[|GetModerationAsync|](new());
        client.ModerationsEndpoint.[|CreateModerationAsync|](new());
        client.RealtimeEndpoint.[|CreateSessionAsync|](new());
        client.ThreadsEndpoint.[|CreateRunAsync|](new());
        client.ResponsesEndpoint.GetModelResponseAsync(new());
        client.ThreadsEndpoint.CreateThreadAsync(new());
        client.ThreadsEndpoint.RetrieveRunAsync(new());
        client.FilesEndpoint.UploadFileAsync(new());
    }
}
