// assembly: Betalgo.Ranul.OpenAI
namespace Betalgo.Ranul.OpenAI.Interfaces
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
