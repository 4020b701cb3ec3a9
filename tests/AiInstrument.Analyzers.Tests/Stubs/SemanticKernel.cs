// assembly: Microsoft.SemanticKernel.Abstractions
namespace Microsoft.SemanticKernel
{
    public class Kernel
    {
        public Task<object> InvokeAsync(KernelFunction function, CancellationToken cancellationToken = default) => null!;
        public Task<T?> InvokeAsync<T>(KernelFunction function, CancellationToken cancellationToken = default) => null!;
        public IAsyncEnumerable<object> InvokeStreamingAsync(KernelFunction function) => null!;
        public object GetRequiredService() => null!;

        /// <summary>What the stub's extension methods ask.</summary>
        public ChatCompletion.IChatCompletionService Chat { get; set; } = null!;
    }

    public abstract class KernelContent
    {
        public object? InnerContent { get; set; }
        public string? ModelId { get; set; }
        public IReadOnlyDictionary<string, object?>? Metadata { get; set; }
    }

    public class ChatMessageContent : KernelContent;

    public class TextContent : KernelContent;

    public class ImageContent : KernelContent;

    public class AudioContent : KernelContent;

    public abstract class StreamingKernelContent
    {
        public object? InnerContent { get; set; }
        public string? ModelId { get; set; }
        public IReadOnlyDictionary<string, object?>? Metadata { get; set; }
    }

    public class StreamingChatMessageContent : StreamingKernelContent;

    public class StreamingTextContent : StreamingKernelContent;

    public class FunctionResult
    {
        public IReadOnlyDictionary<string, object?>? Metadata { get; set; }
    }

    public class PromptExecutionSettings
    {
        public string? ModelId { get; set; }
        public IDictionary<string, object>? ExtensionData { get; set; }
    }

    public abstract class KernelFunction
    {
        public Task<object> InvokeAsync(Kernel kernel) => null!;
        public IAsyncEnumerable<object> InvokeStreamingAsync(Kernel kernel) => null!;
    }
}

namespace Microsoft.SemanticKernel.Services
{
    public interface IAIService
    {
        IReadOnlyDictionary<string, object?> Attributes => new Dictionary<string, object?>();
    }
}

namespace Microsoft.SemanticKernel.ChatCompletion
{
    using Microsoft.SemanticKernel.Services;

    public interface IChatCompletionService : IAIService
    {
        Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(object chatHistory, PromptExecutionSettings? executionSettings = null);
        IAsyncEnumerable<StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(object chatHistory, PromptExecutionSettings? executionSettings = null);
    }

    public static class ChatCompletionServiceExtensions
    {
        public static async Task<ChatMessageContent> GetChatMessageContentAsync(this IChatCompletionService service, string prompt) => (await service.GetChatMessageContentsAsync(prompt))[0];
        public static Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(this IChatCompletionService service, int prompt, string extra) => null!;
        public static IAsyncEnumerable<StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(this IChatCompletionService service, int prompt, string extra) => null!;
    }
}

namespace Microsoft.SemanticKernel.TextGeneration
{
    public interface ITextGenerationService : Microsoft.SemanticKernel.Services.IAIService
    {
        Task<IReadOnlyList<TextContent>> GetTextContentsAsync(string prompt);
        IAsyncEnumerable<StreamingTextContent> GetStreamingTextContentsAsync(string prompt);
    }

    public static class TextGenerationExtensions
    {
        public static Task<TextContent> GetTextContentAsync(this ITextGenerationService service, string prompt) => null!;
    }
}

namespace Microsoft.SemanticKernel.TextToImage
{
    public interface ITextToImageService : Microsoft.SemanticKernel.Services.IAIService
    {
        Task<IReadOnlyList<ImageContent>> GetImageContentsAsync(object input);
    }

    public static class TextToImageServiceExtensions
    {
        public static Task<string> GenerateImageAsync(this ITextToImageService service, string description, int width, int height) => null!;
    }
}

namespace Microsoft.SemanticKernel.AudioToText
{
    public interface IAudioToTextService : Microsoft.SemanticKernel.Services.IAIService
    {
        Task<IReadOnlyList<TextContent>> GetTextContentsAsync(object content);
    }

    public static class AudioToTextServiceExtensions
    {
        public static Task<TextContent> GetTextContentAsync(this IAudioToTextService service, object content) => null!;
    }
}

namespace Microsoft.SemanticKernel.TextToAudio
{
    public interface ITextToAudioService : Microsoft.SemanticKernel.Services.IAIService
    {
        Task<IReadOnlyList<AudioContent>> GetAudioContentsAsync(string text);
    }

    public static class TextToAudioServiceExtensions
    {
        public static Task<AudioContent> GetAudioContentAsync(this ITextToAudioService service, string text) => null!;
    }
}

namespace Microsoft.SemanticKernel.ImageToText
{
    public interface IImageToTextService : Microsoft.SemanticKernel.Services.IAIService
    {
        Task<IReadOnlyList<TextContent>> GetTextContentsAsync(object content);
    }
}

namespace Microsoft.SemanticKernel.Embeddings
{
    public interface IEmbeddingGenerationService<TValue, TEmbedding> : Microsoft.SemanticKernel.Services.IAIService
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
        public static async Task<FunctionResult> InvokePromptAsync(this Kernel kernel, string promptTemplate) => new() { Metadata = (await kernel.Chat.GetChatMessageContentsAsync(promptTemplate))[0].Metadata };
        public static Task<T?> InvokePromptAsync<T>(this Kernel kernel, string promptTemplate) => null!;
        public static IAsyncEnumerable<StreamingKernelContent> InvokePromptStreamingAsync(this Kernel kernel, string promptTemplate) => kernel.Chat.GetStreamingChatMessageContentsAsync(promptTemplate);
        public static object CreateFunctionFromPrompt(this Kernel kernel, string promptTemplate) => null!;
    }
}

// assembly: Microsoft.SemanticKernel.Agents.Abstractions
namespace Microsoft.SemanticKernel.Agents
{
    public class AgentResponseItem<TMessage>(TMessage message)
    {
        public TMessage Message => message;
    }

    public abstract class Agent
    {
        public abstract IAsyncEnumerable<AgentResponseItem<ChatMessageContent>> InvokeAsync(string message);
        public abstract IAsyncEnumerable<AgentResponseItem<StreamingChatMessageContent>> InvokeStreamingAsync(string message);
    }

    public abstract class AgentChat
    {
        public virtual IAsyncEnumerable<ChatMessageContent> InvokeAsync() => null!;
        public virtual IAsyncEnumerable<StreamingChatMessageContent> InvokeStreamingAsync() => null!;
        public void AddChatMessage(object message) { }
    }
}

// assembly: Microsoft.SemanticKernel.Agents.Core
namespace Microsoft.SemanticKernel.Agents
{
    public class ChatCompletionAgent : Agent
    {
        public IReadOnlyDictionary<string, object?>[] Metadata { get; set; } = [];

        public override async IAsyncEnumerable<AgentResponseItem<ChatMessageContent>> InvokeAsync(string message)
        {
            foreach (var metadata in Metadata)
            {
                await Task.Yield();
                yield return new(new() { ModelId = "gpt-4o", Metadata = metadata });
            }
        }

        public override IAsyncEnumerable<AgentResponseItem<StreamingChatMessageContent>> InvokeStreamingAsync(string message) => null!;
    }

    public class AgentGroupChat : AgentChat
    {
        public override IAsyncEnumerable<ChatMessageContent> InvokeAsync() => null!;
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
