// assembly: Mscc.GenerativeAI
namespace Mscc.GenerativeAI
{
    public class GenerativeModel
    {
        public string Model { get; set; } = "gemini-2.5-flash";

        public async Task<Types.GenerateContentResponse> GenerateContent(string prompt, Types.GenerationConfig? generationConfig = null)
        {
            await Task.Yield();
            return prompt == "refused" ? throw new InvalidOperationException("refused") : Full();
        }

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
        public async IAsyncEnumerable<Types.GenerateContentResponse> GenerateContentStream(string prompt)
        {
            await Task.Yield();
            yield return new Types.GenerateContentResponse { UsageMetadata = new() { PromptTokenCount = 50 } };
            if (prompt == "broken")
            {
                throw new InvalidOperationException("broken");
            }

            yield return Full();
        }

        internal static Types.GenerateContentResponse Full() => new()
        {
            ModelVersion = "gemini-2.5-flash-001",
            ResponseId = "resp-1",
            Candidates = [new() { FinishReason = Types.FinishReason.MaxTokens }],
            UsageMetadata = new() { PromptTokenCount = 50, CandidatesTokenCount = 20, ThoughtsTokenCount = 30, CachedContentTokenCount = 40, ToolUsePromptTokenCount = 7 },
        };

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
        public Task<GenerateContentResponse> SendMessage(string prompt) => Task.FromResult(GenerativeModel.Full());
        public IAsyncEnumerable<GenerateContentResponse> SendMessageStream(string prompt) => null!;
    }

    public class GenerateContentRequest
    {
        public GenerationConfig? GenerationConfig { get; set; }
    }

    public class GenerationConfig
    {
        public int? MaxOutputTokens { get; set; }
        public float? Temperature { get; set; }
        public float? TopP { get; set; }
    }

    public class GenerateContentResponse
    {
        public List<Candidate>? Candidates { get; set; }
        public string? ModelVersion { get; set; }
        public string? ResponseId { get; set; }
        public UsageMetadata? UsageMetadata { get; set; }
    }

    public class Candidate
    {
        public FinishReason? FinishReason { get; set; }
    }

    public enum FinishReason
    {
        FinishReasonUnspecified,
        Stop,
        MaxTokens,
    }

    public class UsageMetadata
    {
        public int? CachedContentTokenCount { get; set; }
        public int? CandidatesTokenCount { get; set; }
        public int? PromptTokenCount { get; set; }
        public int? ThoughtsTokenCount { get; set; }
        public int? ToolUsePromptTokenCount { get; set; }
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
