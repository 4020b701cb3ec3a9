// assembly: LangChain.Core
namespace LangChain.Abstractions.Chains.Base
{
    public interface IChain
    {
        Task<string> RunAsync(string input);
        Task<object> CallAsync(object values);
    }
}

namespace LangChain.Base
{
    public abstract class BaseChain : LangChain.Abstractions.Chains.Base.IChain
    {
        public virtual Task<string> RunAsync(string input) => null!;
        public virtual Task<object> CallAsync(object values) => null!;
        public object InputKeys => null!;
    }
}

// assembly: LangChain.Providers.Abstractions
namespace LangChain.Providers
{
    public interface IModel
    {
        string Id { get; }
        Usage Usage { get; }
    }

    public interface IChatModel : IModel
    {
        IAsyncEnumerable<ChatResponse> GenerateAsync(ChatRequest request, CancellationToken cancellationToken = default);
        int CountTokens(string text);
    }

    public interface ITextToImageModel : IModel
    {
        Task<TextToImageResponse> GenerateImageAsync(string request);
    }

    public interface ITextToSpeechModel : IModel
    {
        Task<object> GenerateSpeechAsync(string request);
    }

    public interface IImageToTextModel : IModel
    {
        Task<object> GenerateTextFromImageAsync(object request);
    }

    public class ChatModel : IChatModel, ITextToImageModel
    {
        public string Id => "gpt-4o-mini";
        public Usage Usage { get; set; }

        public async IAsyncEnumerable<ChatResponse> GenerateAsync(ChatRequest request, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            if (request.Refuse)
            {
                throw new HttpRequestException("refused");
            }

            yield return new ChatResponse();
            yield return new ChatResponse { FinishReason = ChatResponseFinishReason.ToolCalls, ToolCalls = [new()], Usage = new Usage(11, 7) };
        }

        public int CountTokens(string text) => 0;
        public Task<TextToImageResponse> GenerateImageAsync(string request) => Task.FromResult(new TextToImageResponse { Images = [new(), new()], Usage = new Usage(0, 0) });
    }

    public class ChatRequest
    {
        public bool Refuse { get; set; }
    }

    public enum ChatResponseFinishReason { Stop, Length, ContentFilter, ToolCalls }

    public class ChatResponse
    {
        public ChatResponseFinishReason? FinishReason { get; init; }
        public IReadOnlyList<object> ToolCalls { get; init; } = [];
        public Usage Usage { get; init; }
    }

    public class TextToImageResponse
    {
        public IReadOnlyList<object> Images { get; init; } = null!;
        public Usage Usage { get; init; }
    }

    public readonly record struct Usage(int InputTokens, int OutputTokens);
}

// calls
using LangChain.Abstractions.Chains.Base;
using LangChain.Providers;

class Calls
{
    void Use1(IChain chain, LangChain.Base.BaseChain concrete)
    {
        chain.[|RunAsync|]("x");
        chain.[|CallAsync|](new());
        concrete.[|RunAsync|]("x");
        _ = concrete.InputKeys;
    }

    void Use2(IChatModel chat, ITextToImageModel images, ITextToSpeechModel speech, IImageToTextModel vision)
    {
        chat.[|GenerateAsync|](new());
        images.[|GenerateImageAsync|]("x");
        speech.[|GenerateSpeechAsync|]("x");
        vision.[|GenerateTextFromImageAsync|](new());
        chat.CountTokens("x");
    }
}
