// assembly: Grpc.Core.Api
namespace Grpc.Core
{
    public interface IAsyncStreamReader<out T>
    {
        T Current { get; }
        Task<bool> MoveNext(CancellationToken cancellationToken);
    }

    public class Metadata;

    public struct Status;

    public sealed class AsyncServerStreamingCall<TResponse>(IAsyncStreamReader<TResponse> responseStream, Task<Metadata> responseHeadersAsync, Func<Status> getStatusFunc, Func<Metadata> getTrailersFunc, Action disposeAction) : IDisposable
    {
        public IAsyncStreamReader<TResponse> ResponseStream => responseStream;
        public Task<Metadata> ResponseHeadersAsync => responseHeadersAsync;
        public Status GetStatus() => getStatusFunc();
        public Metadata GetTrailers() => getTrailersFunc();
        public void Dispose() => disposeAction();
    }
}

// assembly: Google.Api.Gax.Grpc
namespace Google.Api.Gax.Grpc
{
    using global::Grpc.Core;

    public class ServerStreamingBase<TResponse> : IDisposable
    {
        public virtual AsyncServerStreamingCall<TResponse> GrpcCall => throw new NotImplementedException();
        public AsyncResponseStream<TResponse> GetResponseStream() => new(GrpcCall.ResponseStream);
        public void Dispose() => GrpcCall.Dispose();
    }

    public class AsyncResponseStream<T>(IAsyncStreamReader<T> reader) : IAsyncEnumerable<T>
    {
        public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            while (await reader.MoveNext(cancellationToken))
            {
                yield return reader.Current;
            }
        }
    }
}

// assembly: Google.Cloud.AIPlatform.V1
namespace Google.Cloud.AIPlatform.V1
{
    using Google.Api.Gax.Grpc;
    using global::Grpc.Core;

    public abstract class PredictionServiceClient
    {
        public virtual GenerateContentResponse GenerateContent(GenerateContentRequest request) => request.Model == "refused" ? throw new InvalidOperationException("refused") : StubPredictions.Full;
        public virtual Task<GenerateContentResponse> GenerateContentAsync(GenerateContentRequest request) => Task.FromResult(GenerateContent(request));
        public virtual object Predict(PredictRequest request) => null!;
        public virtual Task<object> PredictAsync(PredictRequest request) => Task.FromResult(new object());
        public virtual object RawPredict(RawPredictRequest request) => null!;
        public virtual Task<object> RawPredictAsync(RawPredictRequest request) => null!;
        public virtual object EmbedContent(EmbedContentRequest request) => null!;
        public virtual Task<object> EmbedContentAsync(EmbedContentRequest request) => null!;
        public virtual StreamGenerateContentStream StreamGenerateContent(GenerateContentRequest request) => new StubPredictions.Stream(request.Model == "broken");
        public virtual StreamRawPredictStream StreamRawPredict(StreamRawPredictRequest request) => null!;
        public virtual Task<object> CountTokensAsync(object request) => null!;

        public abstract class StreamGenerateContentStream : ServerStreamingBase<GenerateContentResponse>;

        public abstract class StreamRawPredictStream;
    }

    public sealed class StubPredictions : PredictionServiceClient
    {
        internal static GenerateContentResponse Full => new()
        {
            ModelVersion = "gemini-2.0-flash-001",
            ResponseId = "resp-1",
            Candidates = { new Candidate { FinishReason = Candidate.Types.FinishReason.MaxTokens, Content = new Content { Parts = { new Part { FunctionCall = new FunctionCall() } } } } },
            UsageMetadata = new() { PromptTokenCount = 50, CandidatesTokenCount = 20, ThoughtsTokenCount = 30, CachedContentTokenCount = 40, TotalTokenCount = 100 },
        };

        internal sealed class Stream(bool breaks) : StreamGenerateContentStream
        {
            private readonly AsyncServerStreamingCall<GenerateContentResponse> _call = new(new Reader(breaks), Task.FromResult(new Metadata()), () => default, () => new Metadata(), () => { });

            public override AsyncServerStreamingCall<GenerateContentResponse> GrpcCall => _call;
        }

        private sealed class Reader(bool breaks) : IAsyncStreamReader<GenerateContentResponse>
        {
            private int _read;

            public GenerateContentResponse Current => _read < 2 ? new GenerateContentResponse { UsageMetadata = new() { PromptTokenCount = 50 } } : Full;

            public async Task<bool> MoveNext(CancellationToken cancellationToken)
            {
                await Task.Yield();
                _read++;
                return _read == 2 && breaks ? throw new InvalidOperationException("broken") : _read <= 2;
            }
        }
    }

    public abstract class ModelServiceClient
    {
        public virtual Task<object> GetModelAsync(string name) => null!;
    }

    public class GenerateContentRequest
    {
        public string Model { get; set; } = "";
        public GenerationConfig? GenerationConfig { get; set; }
    }

    public class GenerationConfig
    {
        public bool HasMaxOutputTokens => MaxOutputTokens != 0;
        public int MaxOutputTokens { get; set; }
        public bool HasTemperature => Temperature != 0;
        public float Temperature { get; set; }
        public bool HasTopP => TopP != 0;
        public float TopP { get; set; }
    }

    public class GenerateContentResponse
    {
        public List<Candidate> Candidates { get; } = [];
        public string ModelVersion { get; set; } = "";
        public string ResponseId { get; set; } = "";
        public Types.UsageMetadata? UsageMetadata { get; set; }

        public static class Types
        {
            public class UsageMetadata
            {
                public int PromptTokenCount { get; set; }
                public int CandidatesTokenCount { get; set; }
                public int ThoughtsTokenCount { get; set; }
                public int CachedContentTokenCount { get; set; }
                public int TotalTokenCount { get; set; }
            }
        }
    }

    public class Candidate
    {
        public Content? Content { get; set; }
        public Types.FinishReason FinishReason { get; set; }

        public static class Types
        {
            public enum FinishReason
            {
                Unspecified,
                Stop,
                MaxTokens,
            }
        }
    }

    public class Content
    {
        public List<Part> Parts { get; } = [];
    }

    public class Part
    {
        public FunctionCall? FunctionCall { get; set; }
    }

    public class FunctionCall;

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

    public class StreamRawPredictRequest
    {
        public string Model { get; set; } = "";
    }
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
