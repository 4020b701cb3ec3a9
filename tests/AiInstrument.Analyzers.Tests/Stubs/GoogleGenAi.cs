// assembly: Google.GenAI
namespace Google.GenAI
{
    using Google.GenAI.Types;

    public class Client
    {
        public Models Models { get; } = new();
        public Live Live { get; } = new();
        public Batches Batches { get; } = new();
        public Files Files { get; } = new();
    }

    public class Models
    {
        public async Task<GenerateContentResponse> GenerateContentAsync(string model, string contents, GenerateContentConfig? config = null)
        {
            await Task.Yield();
            return model == "refused" ? throw new InvalidOperationException("refused") : Full(model == "vertex");
        }

        public async IAsyncEnumerable<GenerateContentResponse> GenerateContentStreamAsync(string model, string contents, GenerateContentConfig? config = null)
        {
            await Task.Yield();
            yield return new GenerateContentResponse { ModelVersion = "gemini-2.5-pro-002", UsageMetadata = new() { PromptTokenCount = 50, CandidatesTokenCount = 1 } };
            if (model == "broken")
            {
                throw new InvalidOperationException("broken");
            }

            yield return Full(onVertex: false);
        }

        public Task<GenerateImagesResponse> GenerateImagesAsync(string model, string contents) => Task.FromResult(new GenerateImagesResponse { GeneratedImages = [new(), new()] });
        public Task<UpscaleImageResponse> UpscaleImageAsync(string model, string contents) => Task.FromResult(new UpscaleImageResponse { GeneratedImages = [new()] });
        public Task<EditImageResponse> EditImageAsync(string model, string contents) => Task.FromResult(new EditImageResponse { GeneratedImages = [new()] });
        public Task<object> GenerateVideosAsync(string model, string contents) => Task.FromResult(new object());
        public Task<EmbedContentResponse> EmbedContentAsync(string model, string contents) => Task.FromResult(new EmbedContentResponse
        {
            Embeddings = [new() { Values = [0.1, 0.2, 0.3], Statistics = new() { TokenCount = 4 } }, new() { Values = [0.1, 0.2, 0.3], Statistics = new() { TokenCount = 5 } }],
        });
        public Task<object> CountTokensAsync(string model, string contents) => null!;
        public Task<object> GetAsync(string model) => null!;
        public Task<object> ListAsync() => null!;

        private static GenerateContentResponse Full(bool onVertex) => new()
        {
            ModelVersion = "gemini-2.5-pro-002",
            ResponseId = "resp-1",
            Candidates = [new() { FinishReason = FinishReason.STOP, Content = new() { Parts = [new(), new() { FunctionCall = new() }] } }],
            UsageMetadata = new()
            {
                PromptTokenCount = 50,
                ToolUsePromptTokenCount = 7,
                CandidatesTokenCount = 20,
                ThoughtsTokenCount = 30,
                CachedContentTokenCount = 40,
                TotalTokenCount = 107,
                PromptTokensDetails = [new() { Modality = MediaModality.TEXT, TokenCount = 38 }, new() { Modality = MediaModality.AUDIO, TokenCount = 12 }],
                CandidatesTokensDetails = [new() { Modality = MediaModality.IMAGE, TokenCount = 6 }],
                TrafficType = onVertex ? TrafficType.ON_DEMAND : null,
            },
        };
    }

    public class Live
    {
        public Task<object> ConnectAsync(string model, object config) => Task.FromResult(new object());
    }

    public class Batches
    {
        public Task<object> CreateAsync(string model, object src) => Task.FromResult(new object());
        public Task<object> CreateEmbeddingsAsync(string model, object src) => null!;
        public Task<object> GetAsync(string name) => null!;
        public Task<object> CancelAsync(string name) => null!;
    }

    public class Files
    {
        public Task<object> UploadAsync(string path) => null!;
    }
}

namespace Google.GenAI.Types
{
    public record GenerateContentConfig
    {
        public int? MaxOutputTokens { get; set; }
        public double? Temperature { get; set; }
        public double? TopP { get; set; }
    }

    public record GenerateContentResponse
    {
        public List<Candidate>? Candidates { get; set; }
        public string? ModelVersion { get; set; }
        public string? ResponseId { get; set; }
        public GenerateContentResponseUsageMetadata? UsageMetadata { get; set; }
    }

    public record Candidate
    {
        public Content? Content { get; set; }
        public FinishReason? FinishReason { get; set; }
    }

    public record Content
    {
        public List<Part>? Parts { get; set; }
    }

    public record Part
    {
        public FunctionCall? FunctionCall { get; set; }
    }

    public record FunctionCall;

    public enum FinishReason
    {
        FINISH_REASON_UNSPECIFIED,
        STOP,
        MAX_TOKENS,
    }

    public enum TrafficType
    {
        TRAFFIC_TYPE_UNSPECIFIED,
        ON_DEMAND,
    }

    public enum MediaModality
    {
        MODALITY_UNSPECIFIED,
        TEXT,
        IMAGE,
        VIDEO,
        AUDIO,
    }

    public record ModalityTokenCount
    {
        public MediaModality? Modality { get; set; }
        public int? TokenCount { get; set; }
    }

    public record GenerateContentResponseUsageMetadata
    {
        public int? CachedContentTokenCount { get; set; }
        public int? CandidatesTokenCount { get; set; }
        public List<ModalityTokenCount>? CandidatesTokensDetails { get; set; }
        public int? PromptTokenCount { get; set; }
        public List<ModalityTokenCount>? PromptTokensDetails { get; set; }
        public int? ThoughtsTokenCount { get; set; }
        public int? ToolUsePromptTokenCount { get; set; }
        public int? TotalTokenCount { get; set; }
        public TrafficType? TrafficType { get; set; }
    }

    public record EmbedContentResponse
    {
        public List<ContentEmbedding>? Embeddings { get; set; }
    }

    public record ContentEmbedding
    {
        public List<double>? Values { get; set; }
        public ContentEmbeddingStatistics? Statistics { get; set; }
    }

    public record ContentEmbeddingStatistics
    {
        public double? TokenCount { get; set; }
    }

    public record GeneratedImage;

    public record GenerateImagesResponse
    {
        public List<GeneratedImage>? GeneratedImages { get; set; }
    }

    public record EditImageResponse
    {
        public List<GeneratedImage>? GeneratedImages { get; set; }
    }

    public record UpscaleImageResponse
    {
        public List<GeneratedImage>? GeneratedImages { get; set; }
    }
}

// calls
using Google.GenAI;

class Calls
{
    void Use1(Client client)
    {
        client.Models.[|GenerateContentAsync|]("m", "x");
        client.Models.[|GenerateContentStreamAsync|]("m", "x");
        client.Models.[|GenerateImagesAsync|]("m", "x");
        client.Models.[|UpscaleImageAsync|]("m", "x");
        client.Models.[|EditImageAsync|]("m", "x");
        client.Models.[|GenerateVideosAsync|]("m", "x");
        client.Models.[|EmbedContentAsync|]("m", "x");
        client.Live.[|ConnectAsync|]("m", new());
        client.Batches.[|CreateAsync|]("m", new());
        client.Batches.[|CreateEmbeddingsAsync|]("m", new());
        client.Models.CountTokensAsync("m", "x");
        client.Models.GetAsync("m");
        client.Models.ListAsync();
        client.Batches.GetAsync("b");
        client.Batches.CancelAsync("b");
        client.Files.UploadAsync("f");
    }
}
