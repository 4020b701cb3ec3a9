// assembly: Microsoft.SemanticKernel.Abstractions
namespace Microsoft.SemanticKernel
{
    public class Kernel
    {
        public Task<object> InvokeAsync(KernelFunction function, CancellationToken cancellationToken = default) => null!;
        public Task<T?> InvokeAsync<T>(KernelFunction function, CancellationToken cancellationToken = default) => null!;
        public IAsyncEnumerable<object> InvokeStreamingAsync(KernelFunction function) => null!;
        public object GetRequiredService() => null!;
    }

    public abstract class KernelFunction
    {
        public Task<object> InvokeAsync(Kernel kernel) => null!;
        public IAsyncEnumerable<object> InvokeStreamingAsync(Kernel kernel) => null!;
    }
}

namespace Microsoft.SemanticKernel.ChatCompletion
{
    public interface IChatCompletionService
    {
        Task<IReadOnlyList<object>> GetChatMessageContentsAsync(object chatHistory);
        IAsyncEnumerable<object> GetStreamingChatMessageContentsAsync(object chatHistory);
    }

    public static class ChatCompletionServiceExtensions
    {
        public static Task<object> GetChatMessageContentAsync(this IChatCompletionService service, string prompt) => null!;
        public static Task<IReadOnlyList<object>> GetChatMessageContentsAsync(this IChatCompletionService service, int prompt, string extra) => null!;
        public static IAsyncEnumerable<object> GetStreamingChatMessageContentsAsync(this IChatCompletionService service, int prompt, string extra) => null!;
    }
}

namespace Microsoft.SemanticKernel.TextGeneration
{
    public interface ITextGenerationService
    {
        Task<IReadOnlyList<object>> GetTextContentsAsync(string prompt);
        IAsyncEnumerable<object> GetStreamingTextContentsAsync(string prompt);
    }

    public static class TextGenerationExtensions
    {
        public static Task<object> GetTextContentAsync(this ITextGenerationService service, string prompt) => null!;
    }
}

namespace Microsoft.SemanticKernel.TextToImage
{
    public interface ITextToImageService
    {
        Task<IReadOnlyList<object>> GetImageContentsAsync(object input);
    }

    public static class TextToImageServiceExtensions
    {
        public static Task<string> GenerateImageAsync(this ITextToImageService service, string description, int width, int height) => null!;
    }
}

namespace Microsoft.SemanticKernel.AudioToText
{
    public interface IAudioToTextService
    {
        Task<IReadOnlyList<object>> GetTextContentsAsync(object content);
    }

    public static class AudioToTextServiceExtensions
    {
        public static Task<object> GetTextContentAsync(this IAudioToTextService service, object content) => null!;
    }
}

namespace Microsoft.SemanticKernel.TextToAudio
{
    public interface ITextToAudioService
    {
        Task<IReadOnlyList<object>> GetAudioContentsAsync(string text);
    }

    public static class TextToAudioServiceExtensions
    {
        public static Task<object> GetAudioContentAsync(this ITextToAudioService service, string text) => null!;
    }
}

namespace Microsoft.SemanticKernel.ImageToText
{
    public interface IImageToTextService
    {
        Task<IReadOnlyList<object>> GetTextContentsAsync(object content);
    }
}

namespace Microsoft.SemanticKernel.Embeddings
{
    public interface IEmbeddingGenerationService<TValue, TEmbedding>
    {
        Task<IList<ReadOnlyMemory<TEmbedding>>> GenerateEmbeddingsAsync(IList<TValue> data);
    }

    public interface ITextEmbeddingGenerationService : IEmbeddingGenerationService<string, float>
    {
        new Task<IList<ReadOnlyMemory<float>>> GenerateEmbeddingsAsync(IList<string> data);
    }

    public static class EmbeddingGenerationExtensions
    {
        public static Task<ReadOnlyMemory<TEmbedding>> GenerateEmbeddingAsync<TValue, TEmbedding>(this IEmbeddingGenerationService<TValue, TEmbedding> generator, TValue value) => null!;
    }
}

// assembly: Microsoft.SemanticKernel.Core
namespace Microsoft.SemanticKernel
{
    public static class KernelExtensions
    {
        public static Task<object> InvokePromptAsync(this Kernel kernel, string promptTemplate) => null!;
        public static Task<T?> InvokePromptAsync<T>(this Kernel kernel, string promptTemplate) => null!;
        public static IAsyncEnumerable<object> InvokePromptStreamingAsync(this Kernel kernel, string promptTemplate) => null!;
        public static object CreateFunctionFromPrompt(this Kernel kernel, string promptTemplate) => null!;
    }
}

// assembly: Microsoft.SemanticKernel.Agents.Abstractions
namespace Microsoft.SemanticKernel.Agents
{
    public abstract class Agent
    {
        public abstract IAsyncEnumerable<object> InvokeAsync(string message);
        public abstract IAsyncEnumerable<object> InvokeStreamingAsync(string message);
    }

    public abstract class AgentChat
    {
        public virtual IAsyncEnumerable<object> InvokeAsync() => null!;
        public virtual IAsyncEnumerable<object> InvokeStreamingAsync() => null!;
        public void AddChatMessage(object message) { }
    }
}

// assembly: Microsoft.SemanticKernel.Agents.Core
namespace Microsoft.SemanticKernel.Agents
{
    public class ChatCompletionAgent : Agent
    {
        public override IAsyncEnumerable<object> InvokeAsync(string message) => null!;
        public override IAsyncEnumerable<object> InvokeStreamingAsync(string message) => null!;
    }

    public class AgentGroupChat : AgentChat
    {
        public override IAsyncEnumerable<object> InvokeAsync() => null!;
    }
}

// assembly: Microsoft.SemanticKernel.Agents.Orchestration
namespace Microsoft.SemanticKernel.Agents.Orchestration
{
    public abstract class AgentOrchestration<TInput, TOutput>
    {
        public ValueTask<object> InvokeAsync(TInput input, object runtime) => default;
    }
}

// calls
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Agents;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Embeddings;
using Microsoft.SemanticKernel.TextGeneration;
using Microsoft.SemanticKernel.TextToAudio;
using Microsoft.SemanticKernel.TextToImage;

class Calls
{
    void Use1(IChatCompletionService chat)
    {
        chat.[|GetChatMessageContentsAsync|](new object());
        chat.[|GetStreamingChatMessageContentsAsync|](new object());
        chat.[|GetChatMessageContentAsync|]("x");
        chat.[|GetChatMessageContentsAsync|](1, "x");
        chat.[|GetStreamingChatMessageContentsAsync|](1, "x");
    }

    void Use2(ITextGenerationService text)
    {
        text.[|GetTextContentsAsync|]("x");
        text.[|GetStreamingTextContentsAsync|]("x");
        text.[|GetTextContentAsync|]("x");
    }

    void Use3(ITextToImageService images, IAudioToTextService audio, ITextToAudioService speech, Microsoft.SemanticKernel.ImageToText.IImageToTextService vision)
    {
        images.[|GetImageContentsAsync|](new());
        images.[|GenerateImageAsync|]("x", 1, 1);
        audio.[|GetTextContentsAsync|](new());
        audio.[|GetTextContentAsync|](new());
        speech.[|GetAudioContentsAsync|]("x");
        speech.[|GetAudioContentAsync|]("x");
        vision.[|GetTextContentsAsync|](new());
    }

    void Use4(ITextEmbeddingGenerationService texts, IEmbeddingGenerationService<int, float> numbers)
    {
        texts.[|GenerateEmbeddingsAsync|]([]);
        numbers.[|GenerateEmbeddingsAsync|]([]);
        numbers.[|GenerateEmbeddingAsync|](1);
    }

    void Use5(Kernel kernel, KernelFunction function)
    {
        kernel.[|InvokePromptAsync|]("x");
        kernel.[|InvokePromptAsync<int>|]("x");
        kernel.[|InvokePromptStreamingAsync|]("x");
        kernel.[|InvokeAsync|](function);
        kernel.[|InvokeAsync<int>|](function);
        kernel.[|InvokeStreamingAsync|](function);
        function.[|InvokeAsync|](kernel);
        function.[|InvokeStreamingAsync|](kernel);
        kernel.CreateFunctionFromPrompt("x");
        kernel.GetRequiredService();
    }

    void Use6(Agent agent, ChatCompletionAgent concrete, AgentChat chat, AgentGroupChat group, Microsoft.SemanticKernel.Agents.Orchestration.AgentOrchestration<string, string> orchestration)
    {
        agent.[|InvokeAsync|]("x");
        agent.[|InvokeStreamingAsync|]("x");
        concrete.[|InvokeAsync|]("x");
        chat.[|InvokeAsync|]();
        chat.[|InvokeStreamingAsync|]();
        group.[|InvokeAsync|]();
        orchestration.[|InvokeAsync|]("x", new());
        chat.AddChatMessage(new());
    }
}
