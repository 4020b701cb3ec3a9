// assembly: Mscc.GenerativeAI
namespace Mscc.GenerativeAI
{
    public class GenerativeModel
    {
        public Task<object> GenerateContent(string prompt) => null!;
        public Task<object> GenerateAnswer(string prompt) => null!;
        public Task<object> GenerateText(string prompt) => null!;
        public Task<object> GenerateMessage(string prompt) => null!;
        public Task<object> GenerateImages(string prompt) => null!;
        public Task<object> EditImage(string prompt) => null!;
        public Task<object> UpscaleImage(string prompt) => null!;
        public Task<object> GenerateVideos(string prompt) => null!;
        public Task<object> Predict(string prompt) => null!;
        public Task<object> PredictLongRunning(string prompt) => null!;
        public Task<object> BatchGenerateContent(string prompt) => null!;
        public Task<object> EmbedContent(string prompt) => null!;
        public Task<object> BatchEmbedContent(string prompt) => null!;
        public Task<object> EmbedText(string prompt) => null!;
        public Task<object> BatchEmbedText(string prompt) => null!;
        public IAsyncEnumerable<object> GenerateContentStream(string prompt) => null!;
        public Task<object> CountTokens(string prompt) => null!;
        public Task<object> ListModels() => null!;
        public Task<object> UploadFile(string path) => null!;
    }

    public class ChatSession
    {
        public Task<object> SendMessage(string prompt) => null!;
        public IAsyncEnumerable<object> SendMessageStream(string prompt) => null!;
    }

    public class ImageGenerationModel
    {
        public Task<object> GenerateImages(string prompt) => null!;
        public Task<object> GenerateContent(string prompt) => null!;
    }

    public class InteractionsModel
    {
        public Task<object> Create(object request) => null!;
        public IAsyncEnumerable<object> CreateStream(object request) => null!;
        public Task<object> Get(string id) => null!;
    }

    public class ChatModel
    {
        public Task<object> Completions(object request) => null!;
    }

    public class OpenAIModel
    {
        public Task<object> Completions(object request) => null!;
        public Task<object> Embeddings(object request) => null!;
        public Task<object> Images(object request) => null!;
        public Task<object> Models() => null!;
    }

    public class EmbeddingsModel
    {
        public Task<object> Embeddings(object request) => null!;
    }
}

namespace Mscc.GenerativeAI.Types
{
    public class ChatSession
    {
        public Task<object> SendMessage(string prompt) => null!;
        public IAsyncEnumerable<object> SendMessageStream(string prompt) => null!;
    }
}

// calls
using Mscc.GenerativeAI;

class Calls
{
    void Use1(GenerativeModel model)
    {
        model.[|GenerateContent|]("x");
        model.[|GenerateAnswer|]("x");
        model.[|GenerateText|]("x");
        model.[|GenerateMessage|]("x");
        model.[|GenerateImages|]("x");
        model.[|EditImage|]("x");
        model.[|UpscaleImage|]("x");
        model.[|GenerateVideos|]("x");
        model.[|Predict|]("x");
        model.[|PredictLongRunning|]("x");
        model.[|BatchGenerateContent|]("x");
        model.[|EmbedContent|]("x");
        model.[|BatchEmbedContent|]("x");
        model.[|EmbedText|]("x");
        model.[|BatchEmbedText|]("x");
        model.[|GenerateContentStream|]("x");
        model.CountTokens("x");
        model.ListModels();
        model.UploadFile("f");
    }

    void Use2(ChatSession older, Mscc.GenerativeAI.Types.ChatSession session)
    {
        older.[|SendMessage|]("x");
        older.[|SendMessageStream|]("x");
        session.[|SendMessage|]("x");
        session.[|SendMessageStream|]("x");
    }

    void Use3(ImageGenerationModel images, InteractionsModel interactions, ChatModel chat, OpenAIModel openAi, EmbeddingsModel embeddings)
    {
        images.[|GenerateImages|]("x");
        images.[|GenerateContent|]("x");
        interactions.[|Create|](new());
        interactions.[|CreateStream|](new());
        chat.[|Completions|](new());
        openAi.[|Completions|](new());
        openAi.[|Embeddings|](new());
        openAi.[|Images|](new());
        embeddings.[|Embeddings|](new());
        interactions.Get("i");
        openAi.Models();
    }
}
