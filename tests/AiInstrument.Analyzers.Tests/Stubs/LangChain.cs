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
    public interface IChatModel
    {
        IAsyncEnumerable<object> GenerateAsync(string request);
        int CountTokens(string text);
    }

    public interface ITextToImageModel
    {
        Task<object> GenerateImageAsync(string request);
    }

    public interface ITextToSpeechModel
    {
        Task<object> GenerateSpeechAsync(string request);
    }

    public interface IImageToTextModel
    {
        Task<object> GenerateTextFromImageAsync(object request);
    }
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
        chat.[|GenerateAsync|]("x");
        images.[|GenerateImageAsync|]("x");
        speech.[|GenerateSpeechAsync|]("x");
        vision.[|GenerateTextFromImageAsync|](new());
        chat.CountTokens("x");
    }
}
