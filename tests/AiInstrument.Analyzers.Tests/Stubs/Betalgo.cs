// assembly: Betalgo.Ranul.OpenAI
using Betalgo.Ranul.OpenAI.ObjectModels.RequestModels;
using Betalgo.Ranul.OpenAI.ObjectModels.ResponseModels;
using Betalgo.Ranul.OpenAI.ObjectModels.ResponseModels.ImageResponseModel;

namespace Betalgo.Ranul.OpenAI.ObjectModels.RequestModels
{
    public class ChatCompletionCreateRequest
    {
        public string? Model { get; set; }
        public int? MaxTokens { get; set; }
        public int? MaxCompletionTokens { get; set; }
        public float? Temperature { get; set; }
        public StreamOptions? StreamOptions { get; set; }
    }

    public class StreamOptions
    {
        public bool? IncludeUsage { get; set; }
    }

    public record EmbeddingCreateRequest
    {
        public string? Model { get; set; }
    }

    public record ImageCreateRequest
    {
        public string? Model { get; set; }
        public string? Size { get; set; }
    }

    public record AudioCreateTranscriptionRequest
    {
        public string? Model { get; set; }
    }

    public class AudioCreateSpeechRequest
    {
        public string Model { get; set; } = null!;
        public string Input { get; set; } = null!;
    }
}

namespace Betalgo.Ranul.OpenAI.ObjectModels.ResponseModels
{
    public record ChatCompletionCreateResponse
    {
        public string Model { get; set; } = null!;
        public List<ChatChoiceResponse> Choices { get; set; } = null!;
        public UsageResponse Usage { get; set; } = null!;
        public string Id { get; set; } = null!;
    }

    public record ChatChoiceResponse
    {
        public ChatMessage Delta { get => Message; set => Message = value; }
        public ChatMessage Message { get; set; } = null!;
        public string FinishReason { get; set; } = null!;
    }

    public class ChatMessage
    {
        public IList<ToolCall>? ToolCalls { get; set; }
    }

    public class ToolCall
    {
        public string? Id { get; set; }
    }

    public record UsageResponse
    {
        public int PromptTokens { get; set; }
        public int? CompletionTokens { get; set; }
        public PromptTokensDetails? PromptTokensDetails { get; set; }
        public CompletionTokensDetails? CompletionTokensDetails { get; set; }
    }

    public class PromptTokensDetails
    {
        public int? CachedTokens { get; set; }
        public int? AudioTokens { get; set; }
    }

    public record CompletionTokensDetails
    {
        public int ReasoningTokens { get; set; }
        public int AudioTokens { get; set; }
    }

    public record EmbeddingCreateResponse
    {
        public string Model { get; set; } = null!;
        public List<EmbeddingResponse> Data { get; set; } = null!;
        public UsageResponse Usage { get; set; } = null!;
    }

    public record EmbeddingResponse
    {
        public List<double> Embedding { get; set; } = null!;
    }

    public record AudioCreateTranscriptionResponse
    {
        public float Duration { get; set; }
    }
}

namespace Betalgo.Ranul.OpenAI.ObjectModels.ResponseModels.ImageResponseModel
{
    public record ImageCreateResponse
    {
        public List<ImageDataResult> Results { get; set; } = null!;

        public record ImageDataResult;
    }
}

namespace Betalgo.Ranul.OpenAI.Managers
{
    /// <summary>The service, as far as tests call it.</summary>
    public class OpenAIService : Interfaces.IChatCompletionService, Interfaces.IEmbeddingService, Interfaces.IImageService, Interfaces.IAudioService
    {
        public Task<ChatCompletionCreateResponse> CreateCompletion(ChatCompletionCreateRequest request, string? modelId = null, CancellationToken cancellationToken = default) => modelId == "refused"
            ? Task.FromException<ChatCompletionCreateResponse>(new HttpRequestException("refused"))
            : Task.FromResult(new ChatCompletionCreateResponse
            {
                Id = "chatcmpl-1",
                Model = "gpt-4.1-mini-2025-04-14",
                Choices = [new() { FinishReason = "tool_calls", Message = new() { ToolCalls = [new() { Id = "t" }] } }],
                Usage = new() { PromptTokens = 11, CompletionTokens = 7, PromptTokensDetails = new() { CachedTokens = 5, AudioTokens = 2 }, CompletionTokensDetails = new() { ReasoningTokens = 3 } },
            });

        public async IAsyncEnumerable<ChatCompletionCreateResponse> CreateCompletionAsStream(ChatCompletionCreateRequest request, string? modelId = null, bool justDataMode = true, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            yield return new() { Id = "chatcmpl-2", Model = "gpt-4.1-mini-2025-04-14", Choices = [new() { Message = new() }] };
            yield return new() { Id = "chatcmpl-2", Model = "gpt-4.1-mini-2025-04-14", Choices = [new() { FinishReason = "stop", Message = new() }] };
            if (request.StreamOptions is { IncludeUsage: true })
            {
                yield return new() { Id = "chatcmpl-2", Model = "gpt-4.1-mini-2025-04-14", Choices = [], Usage = new() { PromptTokens = 11, CompletionTokens = 7 } };
            }
        }

        public Task<EmbeddingCreateResponse> CreateEmbedding(EmbeddingCreateRequest request, CancellationToken cancellationToken = default) => Task.FromResult(new EmbeddingCreateResponse
        {
            Model = "text-embedding-3-small",
            Data = [new() { Embedding = [1, 2, 3] }],
            Usage = new() { PromptTokens = 6 },
        });

        public Task<ImageCreateResponse> CreateImage(ImageCreateRequest request, CancellationToken cancellationToken = default) => Task.FromResult(new ImageCreateResponse { Results = [new(), new()] });
        public Task<ImageCreateResponse> CreateImageEdit(object request, CancellationToken cancellationToken = default) => null!;
        public Task<ImageCreateResponse> CreateImageVariation(object request, CancellationToken cancellationToken = default) => null!;
        public Task<AudioCreateTranscriptionResponse> CreateTranscription(AudioCreateTranscriptionRequest request, CancellationToken cancellationToken = default) => Task.FromResult(new AudioCreateTranscriptionResponse { Duration = 12.5f });
        public Task<AudioCreateTranscriptionResponse> CreateTranslation(AudioCreateTranscriptionRequest request, CancellationToken cancellationToken = default) => null!;
        public Task<object> CreateSpeech(AudioCreateSpeechRequest request, CancellationToken cancellationToken = default) => Task.FromResult<object>("audio");
    }
}

namespace Betalgo.Ranul.OpenAI.Interfaces
{
    public interface IChatCompletionService
    {
        Task<ChatCompletionCreateResponse> CreateCompletion(ChatCompletionCreateRequest request, string? modelId = null, CancellationToken cancellationToken = default);
        IAsyncEnumerable<ChatCompletionCreateResponse> CreateCompletionAsStream(ChatCompletionCreateRequest request, string? modelId = null, bool justDataMode = true, CancellationToken cancellationToken = default);
    }

    public interface ICompletionService
    {
        Task<object> CreateCompletion(object request, string? modelId = null);
        IAsyncEnumerable<object> CreateCompletionAsStream(object request, string? modelId = null);
    }

    public interface IEmbeddingService
    {
        Task<EmbeddingCreateResponse> CreateEmbedding(EmbeddingCreateRequest request, CancellationToken cancellationToken = default);
    }

    public interface IImageService
    {
        Task<ImageCreateResponse> CreateImage(ImageCreateRequest request, CancellationToken cancellationToken = default);
        Task<ImageCreateResponse> CreateImageEdit(object request, CancellationToken cancellationToken = default);
        Task<ImageCreateResponse> CreateImageVariation(object request, CancellationToken cancellationToken = default);
    }

    public interface IAudioService
    {
        Task<AudioCreateTranscriptionResponse> CreateTranscription(AudioCreateTranscriptionRequest request, CancellationToken cancellationToken = default);
        Task<AudioCreateTranscriptionResponse> CreateTranslation(AudioCreateTranscriptionRequest request, CancellationToken cancellationToken = default);
        Task<object> CreateSpeech(AudioCreateSpeechRequest request, CancellationToken cancellationToken = default);
    }

    public interface IModerationService
    {
        Task<object> CreateModeration(object request, string? modelId = null);
    }

    public interface IEditService
    {
        Task<object> CreateEdit(object request, string? modelId = null);
    }

    public interface IRunService
    {
        Task<object> RunCreate(object request, string? modelId = null);
        IAsyncEnumerable<object> RunCreateAsStream(object request, string? modelId = null);
        Task<object> CreateThreadAndRun(object request, string? modelId = null);
        IAsyncEnumerable<object> CreateThreadAndRunAsStream(object request, string? modelId = null);
        Task<object> RunSubmitToolOutputs(object request, string? modelId = null);
        IAsyncEnumerable<object> RunSubmitToolOutputsAsStream(object request, string? modelId = null);
        Task<object> RunRetrieve(string id);
    }

    public interface IBatchService
    {
        Task<object> BatchCreate(object request, string? modelId = null);
        Task<object> BatchRetrieve(string id);
    }
}

// assembly: Betalgo.OpenAI
namespace OpenAI.Interfaces
{
    public interface IChatCompletionService
    {
        Task<object> CreateCompletion(object request, string? modelId = null);
        IAsyncEnumerable<object> CreateCompletionAsStream(object request, string? modelId = null);
    }

    public interface ICompletionService
    {
        Task<object> CreateCompletion(object request, string? modelId = null);
        IAsyncEnumerable<object> CreateCompletionAsStream(object request, string? modelId = null);
    }

    public interface IEmbeddingService
    {
        Task<object> CreateEmbedding(object request, string? modelId = null);
    }

    public interface IImageService
    {
        Task<object> CreateImage(object request, string? modelId = null);
        Task<object> CreateImageEdit(object request, string? modelId = null);
        Task<object> CreateImageVariation(object request, string? modelId = null);
    }

    public interface IAudioService
    {
        Task<object> CreateTranscription(object request, string? modelId = null);
        Task<object> CreateTranslation(object request, string? modelId = null);
        Task<object> CreateSpeech(object request, string? modelId = null);
    }

    public interface IModerationService
    {
        Task<object> CreateModeration(object request, string? modelId = null);
    }

    public interface IEditService
    {
        Task<object> CreateEdit(object request, string? modelId = null);
    }

    public interface IRunService
    {
        Task<object> RunCreate(object request, string? modelId = null);
        IAsyncEnumerable<object> RunCreateAsStream(object request, string? modelId = null);
        Task<object> CreateThreadAndRun(object request, string? modelId = null);
        IAsyncEnumerable<object> CreateThreadAndRunAsStream(object request, string? modelId = null);
        Task<object> RunSubmitToolOutputs(object request, string? modelId = null);
        IAsyncEnumerable<object> RunSubmitToolOutputsAsStream(object request, string? modelId = null);
        Task<object> RunRetrieve(string id);
    }

    public interface IBatchService
    {
        Task<object> BatchCreate(object request, string? modelId = null);
        Task<object> BatchRetrieve(string id);
    }
}

namespace Betalgo.OpenAI.Interfaces
{
    public interface IChatCompletionService
    {
        Task<object> CreateCompletion(object request, string? modelId = null);
        IAsyncEnumerable<object> CreateCompletionAsStream(object request, string? modelId = null);
    }

    public interface ICompletionService
    {
        Task<object> CreateCompletion(object request, string? modelId = null);
        IAsyncEnumerable<object> CreateCompletionAsStream(object request, string? modelId = null);
    }

    public interface IEmbeddingService
    {
        Task<object> CreateEmbedding(object request, string? modelId = null);
    }

    public interface IImageService
    {
        Task<object> CreateImage(object request, string? modelId = null);
        Task<object> CreateImageEdit(object request, string? modelId = null);
        Task<object> CreateImageVariation(object request, string? modelId = null);
    }

    public interface IAudioService
    {
        Task<object> CreateTranscription(object request, string? modelId = null);
        Task<object> CreateTranslation(object request, string? modelId = null);
        Task<object> CreateSpeech(object request, string? modelId = null);
    }

    public interface IModerationService
    {
        Task<object> CreateModeration(object request, string? modelId = null);
    }

    public interface IEditService
    {
        Task<object> CreateEdit(object request, string? modelId = null);
    }

    public interface IRunService
    {
        Task<object> RunCreate(object request, string? modelId = null);
        IAsyncEnumerable<object> RunCreateAsStream(object request, string? modelId = null);
        Task<object> CreateThreadAndRun(object request, string? modelId = null);
        IAsyncEnumerable<object> CreateThreadAndRunAsStream(object request, string? modelId = null);
        Task<object> RunSubmitToolOutputs(object request, string? modelId = null);
        IAsyncEnumerable<object> RunSubmitToolOutputsAsStream(object request, string? modelId = null);
        Task<object> RunRetrieve(string id);
    }

    public interface IBatchService
    {
        Task<object> BatchCreate(object request, string? modelId = null);
        Task<object> BatchRetrieve(string id);
    }
}

// calls
class Calls
{
    void Use1(Betalgo.Ranul.OpenAI.Interfaces.IChatCompletionService chatCompletionService, Betalgo.Ranul.OpenAI.Interfaces.ICompletionService completionService, Betalgo.Ranul.OpenAI.Interfaces.IEmbeddingService embeddingService, Betalgo.Ranul.OpenAI.Interfaces.IImageService imageService, Betalgo.Ranul.OpenAI.Interfaces.IAudioService audioService, Betalgo.Ranul.OpenAI.Interfaces.IModerationService moderationService, Betalgo.Ranul.OpenAI.Interfaces.IEditService editService, Betalgo.Ranul.OpenAI.Interfaces.IRunService runService, Betalgo.Ranul.OpenAI.Interfaces.IBatchService batchService)
    {
        chatCompletionService.[|CreateCompletion|](new());
        chatCompletionService.[|CreateCompletionAsStream|](new());
        completionService.[|CreateCompletion|](new());
        completionService.[|CreateCompletionAsStream|](new());
        embeddingService.[|CreateEmbedding|](new());
        imageService.[|CreateImage|](new());
        imageService.[|CreateImageEdit|](new());
        imageService.[|CreateImageVariation|](new());
        audioService.[|CreateTranscription|](new());
        audioService.[|CreateTranslation|](new());
        audioService.[|CreateSpeech|](new());
        moderationService.[|CreateModeration|](new());
        editService.[|CreateEdit|](new());
        runService.[|RunCreate|](new());
        runService.[|RunCreateAsStream|](new());
        runService.[|CreateThreadAndRun|](new());
        runService.[|CreateThreadAndRunAsStream|](new());
        runService.[|RunSubmitToolOutputs|](new());
        runService.[|RunSubmitToolOutputsAsStream|](new());
        batchService.[|BatchCreate|](new());
        runService.RunRetrieve("r");
        batchService.BatchRetrieve("b");
    }

    void Use2(OpenAI.Interfaces.IChatCompletionService chatCompletionService, OpenAI.Interfaces.ICompletionService completionService, OpenAI.Interfaces.IEmbeddingService embeddingService, OpenAI.Interfaces.IImageService imageService, OpenAI.Interfaces.IAudioService audioService, OpenAI.Interfaces.IModerationService moderationService, OpenAI.Interfaces.IEditService editService, OpenAI.Interfaces.IRunService runService, OpenAI.Interfaces.IBatchService batchService)
    {
        chatCompletionService.[|CreateCompletion|](new());
        chatCompletionService.[|CreateCompletionAsStream|](new());
        completionService.[|CreateCompletion|](new());
        completionService.[|CreateCompletionAsStream|](new());
        embeddingService.[|CreateEmbedding|](new());
        imageService.[|CreateImage|](new());
        imageService.[|CreateImageEdit|](new());
        imageService.[|CreateImageVariation|](new());
        audioService.[|CreateTranscription|](new());
        audioService.[|CreateTranslation|](new());
        audioService.[|CreateSpeech|](new());
        moderationService.[|CreateModeration|](new());
        editService.[|CreateEdit|](new());
        runService.[|RunCreate|](new());
        runService.[|RunCreateAsStream|](new());
        runService.[|CreateThreadAndRun|](new());
        runService.[|CreateThreadAndRunAsStream|](new());
        runService.[|RunSubmitToolOutputs|](new());
        runService.[|RunSubmitToolOutputsAsStream|](new());
        batchService.[|BatchCreate|](new());
        runService.RunRetrieve("r");
        batchService.BatchRetrieve("b");
    }

    void Use3(Betalgo.OpenAI.Interfaces.IChatCompletionService chatCompletionService, Betalgo.OpenAI.Interfaces.ICompletionService completionService, Betalgo.OpenAI.Interfaces.IEmbeddingService embeddingService, Betalgo.OpenAI.Interfaces.IImageService imageService, Betalgo.OpenAI.Interfaces.IAudioService audioService, Betalgo.OpenAI.Interfaces.IModerationService moderationService, Betalgo.OpenAI.Interfaces.IEditService editService, Betalgo.OpenAI.Interfaces.IRunService runService, Betalgo.OpenAI.Interfaces.IBatchService batchService)
    {
        chatCompletionService.[|CreateCompletion|](new());
        chatCompletionService.[|CreateCompletionAsStream|](new());
        completionService.[|CreateCompletion|](new());
        completionService.[|CreateCompletionAsStream|](new());
        embeddingService.[|CreateEmbedding|](new());
        imageService.[|CreateImage|](new());
        imageService.[|CreateImageEdit|](new());
        imageService.[|CreateImageVariation|](new());
        audioService.[|CreateTranscription|](new());
        audioService.[|CreateTranslation|](new());
        audioService.[|CreateSpeech|](new());
        moderationService.[|CreateModeration|](new());
        editService.[|CreateEdit|](new());
        runService.[|RunCreate|](new());
        runService.[|RunCreateAsStream|](new());
        runService.[|CreateThreadAndRun|](new());
        runService.[|CreateThreadAndRunAsStream|](new());
        runService.[|RunSubmitToolOutputs|](new());
        runService.[|RunSubmitToolOutputsAsStream|](new());
        batchService.[|BatchCreate|](new());
        runService.RunRetrieve("r");
        batchService.BatchRetrieve("b");
    }
}
