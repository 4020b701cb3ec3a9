// assembly: OpenAI-DotNet
namespace OpenAI
{
    public class OpenAIClient
    {
        public Chat.ChatEndpoint ChatEndpoint { get; } = new();
        public Responses.ResponsesEndpoint ResponsesEndpoint { get; } = new();
        public Embeddings.EmbeddingsEndpoint EmbeddingsEndpoint { get; } = new();
        public Images.ImagesEndpoint ImagesEndpoint { get; } = new();
        public Audio.AudioEndpoint AudioEndpoint { get; } = new();
        public Moderations.ModerationsEndpoint ModerationsEndpoint => null!;
        public Realtime.RealtimeEndpoint RealtimeEndpoint => null!;
        public Threads.ThreadsEndpoint ThreadsEndpoint => null!;
        public Files.FilesEndpoint FilesEndpoint => null!;
    }
}

namespace OpenAI
{
    public sealed class Usage
    {
        public int? PromptTokens { get; set; }
        public int? CompletionTokens { get; set; }
        public PromptTokensDetails PromptTokensDetails { get; set; } = null!;
        public CompletionTokensDetails CompletionTokensDetails { get; set; } = null!;
    }

    public sealed class PromptTokensDetails
    {
        public int? CachedTokens { get; set; }
        public int? AudioTokens { get; set; }
    }

    public sealed class CompletionTokensDetails
    {
        public int? ReasoningTokens { get; set; }
        public int? AudioTokens { get; set; }
    }
}

namespace OpenAI.Chat
{
    public sealed class ChatEndpoint
    {
        public Task<ChatResponse> GetCompletionAsync(ChatRequest chatRequest, CancellationToken cancellationToken = default) => chatRequest.Model == "refused"
            ? Task.FromException<ChatResponse>(new HttpRequestException("refused"))
            : Task.FromResult(Whole);

        public Task<ChatResponse> StreamCompletionAsync(ChatRequest chatRequest, Action<ChatResponse> resultHandler, bool streamUsage = false, CancellationToken cancellationToken = default) => Task.FromResult(Whole);

        public async IAsyncEnumerable<ChatResponse> StreamCompletionEnumerableAsync(ChatRequest chatRequest, bool streamUsage = false, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            yield return new ChatResponse { Id = "chatcmpl-2", Model = "gpt-4o-2024-08-06", Choices = [new() { Delta = new() }] };
            yield return new ChatResponse { Id = "chatcmpl-2", Model = "gpt-4o-2024-08-06", Choices = [new() { Delta = new(), FinishReason = "stop" }], Usage = streamUsage ? Whole.Usage : null! };
        }

        private static ChatResponse Whole => new()
        {
            Id = "chatcmpl-1",
            Model = "gpt-4o-2024-08-06",
            Choices = [new() { FinishReason = "stop", Message = new() }],
            Usage = new() { PromptTokens = 11, CompletionTokens = 7, PromptTokensDetails = new() { CachedTokens = 5 }, CompletionTokensDetails = new() { ReasoningTokens = 3 } },
        };
    }

    public sealed class ChatRequest(string model)
    {
        public string Model { get; } = model;
        public double? Temperature { get; }
        public int? MaxCompletionTokens { get; } = 64;
    }

    public sealed class ChatResponse
    {
        public string Id { get; set; } = null!;
        public string Model { get; set; } = null!;
        public Usage Usage { get; set; } = null!;
        public IReadOnlyList<Choice> Choices { get; set; } = null!;
    }

    public sealed class Choice
    {
        public Message Message { get; set; } = null!;
        public Delta Delta { get; set; } = null!;
        public string FinishReason { get; set; } = null!;
    }

    public sealed class Message
    {
        public IReadOnlyList<ToolCall> ToolCalls { get; set; } = null!;
    }

    public sealed class Delta
    {
        public IReadOnlyList<ToolCall> ToolCalls { get; set; } = null!;
    }

    public sealed class ToolCall
    {
        public string Id { get; set; } = null!;
    }
}

namespace OpenAI.Responses
{
    public sealed class ResponsesEndpoint
    {
        public Task<Response> CreateModelResponseAsync(CreateResponseRequest request, CancellationToken cancellationToken = default) => Task.FromResult(new Response
        {
            Id = "resp_1",
            Model = "gpt-4o-2024-08-06",
            Status = ResponseStatus.Completed,
            Usage = new() { InputTokens = 11, OutputTokens = 7, InputTokensDetails = new() { CachedTokens = 5 }, OutputTokensDetails = new() { ReasoningTokens = 3 } },
        });

        public Task<object> GetModelResponseAsync(object request) => null!;
    }

    public sealed class CreateResponseRequest
    {
        public string Model { get; set; } = null!;
        public int? MaxOutputTokens { get; set; }
    }

    public sealed class Response
    {
        public string Id { get; set; } = null!;
        public string Model { get; set; } = null!;
        public ResponseStatus Status { get; set; }
        public ResponseUsage Usage { get; set; } = null!;
    }

    public enum ResponseStatus { None, Completed, Failed, InProgress, Incomplete }

    public sealed class ResponseUsage
    {
        public int InputTokens { get; set; }
        public int OutputTokens { get; set; }
        public InputTokensDetails InputTokensDetails { get; set; } = null!;
        public OutputTokensDetails OutputTokensDetails { get; set; } = null!;
    }

    public sealed class InputTokensDetails
    {
        public int CachedTokens { get; set; }
    }

    public sealed class OutputTokensDetails
    {
        public int ReasoningTokens { get; set; }
    }
}

namespace OpenAI.Embeddings
{
    public sealed class EmbeddingsEndpoint
    {
        public Task<EmbeddingsResponse> CreateEmbeddingAsync(string input, string? model = null) => Task.FromResult(new EmbeddingsResponse { Model = "text-embedding-3-small", Data = [new() { Embedding = [1, 2] }], Usage = new() { PromptTokens = 6 } });
    }

    public sealed class EmbeddingsResponse
    {
        public string Model { get; set; } = null!;
        public IReadOnlyList<Datum> Data { get; set; } = null!;
        public Usage Usage { get; set; } = null!;
    }

    public sealed class Datum
    {
        public IReadOnlyList<double> Embedding { get; set; } = null!;
    }
}

namespace OpenAI.Images
{
    public sealed class ImagesEndpoint
    {
        public Task<IReadOnlyList<ImageResult>> GenerateImageAsync(ImageGenerationRequest request) => Task.FromResult<IReadOnlyList<ImageResult>>([new(), new(), new()]);
        public Task<IReadOnlyList<ImageResult>> CreateImageEditAsync(object request) => null!;
        public Task<IReadOnlyList<ImageResult>> CreateImageVariationAsync(object request) => null!;
    }

    public sealed class ImageGenerationRequest
    {
        public string Model { get; set; } = null!;
        public string Size { get; set; } = null!;
    }

    public sealed class ImageResult;
}

namespace OpenAI.Audio
{
    public sealed class AudioEndpoint
    {
        public Task<object> CreateSpeechAsync(SpeechRequest request) => Task.FromResult<object>("audio");
        public Task<string> CreateTranscriptionTextAsync(object request) => null!;
        public Task<AudioResponse> CreateTranscriptionJsonAsync(AudioTranscriptionRequest request) => Task.FromResult(new AudioResponse { Duration = 4.5f });
        public Task<string> CreateTranslationTextAsync(object request) => null!;
        public Task<AudioResponse> CreateTranslationJsonAsync(object request) => null!;
    }

    public sealed class SpeechRequest
    {
        public string Model { get; set; } = null!;
        public string Input { get; set; } = null!;
    }

    public sealed class AudioTranscriptionRequest
    {
        public string Model { get; set; } = null!;
    }

    public sealed class AudioResponse
    {
        public float Duration { get; set; }
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
        client.ChatEndpoint.[|GetCompletionAsync|](new("m"));
        client.ChatEndpoint.[|StreamCompletionAsync|](new("m"), _ => { });
        client.ChatEndpoint.[|StreamCompletionEnumerableAsync|](new("m"));
        client.ResponsesEndpoint.[|CreateModelResponseAsync|](new());
        client.EmbeddingsEndpoint.[|CreateEmbeddingAsync|]("x");
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
