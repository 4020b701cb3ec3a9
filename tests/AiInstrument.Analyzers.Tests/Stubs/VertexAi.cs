// assembly: Google.Cloud.AIPlatform.V1
namespace Google.Cloud.AIPlatform.V1
{
    public abstract class PredictionServiceClient
    {
        public virtual object GenerateContent(GenerateContentRequest request) => null!;
        public virtual Task<object> GenerateContentAsync(GenerateContentRequest request) => null!;
        public virtual object Predict(PredictRequest request) => null!;
        public virtual Task<object> PredictAsync(PredictRequest request) => null!;
        public virtual object RawPredict(RawPredictRequest request) => null!;
        public virtual Task<object> RawPredictAsync(RawPredictRequest request) => null!;
        public virtual object EmbedContent(EmbedContentRequest request) => null!;
        public virtual Task<object> EmbedContentAsync(EmbedContentRequest request) => null!;
        public virtual StreamGenerateContentStream StreamGenerateContent(StreamGenerateContentRequest request) => null!;
        public virtual StreamRawPredictStream StreamRawPredict(StreamRawPredictRequest request) => null!;
        public virtual Task<object> CountTokensAsync(object request) => null!;
    }

    public abstract class ModelServiceClient
    {
        public virtual Task<object> GetModelAsync(string name) => null!;
    }

    public class GenerateContentRequest
    {
        public string Model { get; set; } = "";
    }

    public class PredictRequest
    {
        public string Model { get; set; } = "";
    }

    public class RawPredictRequest
    {
        public string Model { get; set; } = "";
    }

    public class EmbedContentRequest
    {
        public string Model { get; set; } = "";
    }

    public class StreamGenerateContentRequest
    {
        public string Model { get; set; } = "";
    }

    public class StreamRawPredictRequest
    {
        public string Model { get; set; } = "";
    }

    public class StreamGenerateContentStream;

    public class StreamRawPredictStream;
}

// calls
using Google.Cloud.AIPlatform.V1;

class Calls
{
    void Use1(PredictionServiceClient client, ModelServiceClient models)
    {
        client.[|GenerateContent|](new());
        client.[|GenerateContentAsync|](new());
        client.[|Predict|](new());
        client.[|PredictAsync|](new());
        client.[|RawPredict|](new());
        client.[|RawPredictAsync|](new());
        client.[|EmbedContent|](new());
        client.[|EmbedContentAsync|](new());
        client.[|StreamGenerateContent|](new());
        client.[|StreamRawPredict|](new());
        client.CountTokensAsync(new());
        models.GetModelAsync("m");
    }
}
