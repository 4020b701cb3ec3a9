namespace AiInstrument.Generated;

using global::System;
using global::System.Threading;
using global::System.Threading.Tasks;
using global::AiInstrument.Capture;
using global::Google.Cloud.AIPlatform.V1;
using global::Grpc.Core;

/// <summary>Vertex AI's prediction service: streamed content. The stream is one of gRPC, and what is read from it is observed there.</summary>
internal static partial class Adapter
{
    internal static PredictionServiceClient.StreamGenerateContentStream ObserveValue(
        AiCall call, PredictionServiceClient.StreamGenerateContentStream stream, Action<AiCall, PredictionServiceClient.StreamGenerateContentStream> read)
    {
        call.SetStreaming();
        return new ObservedContentStream(call, stream);
    }

    private sealed class ObservedContentStream : PredictionServiceClient.StreamGenerateContentStream
    {
        private readonly AsyncServerStreamingCall<GenerateContentResponse> _observed;

        public ObservedContentStream(AiCall call, PredictionServiceClient.StreamGenerateContentStream inner)
        {
            var grpc = inner.GrpcCall;
            _observed = new AsyncServerStreamingCall<GenerateContentResponse>(
                new ObservedContentReader(call, grpc.ResponseStream),
                grpc.ResponseHeadersAsync,
                grpc.GetStatus,
                grpc.GetTrailers,
                () =>
                {
                    grpc.Dispose();
                    call.Leave();
                });
        }

        public override AsyncServerStreamingCall<GenerateContentResponse> GrpcCall => _observed;
    }

    private sealed class ObservedContentReader : IAsyncStreamReader<GenerateContentResponse>
    {
        private readonly AiCall _call;
        private readonly IAsyncStreamReader<GenerateContentResponse> _inner;
        private DateTime _last = DateTime.UtcNow;

        public ObservedContentReader(AiCall call, IAsyncStreamReader<GenerateContentResponse> inner)
        {
            _call = call;
            _inner = inner;
        }

        /// <summary>A stream that nobody disposed of ends when nobody can read on.</summary>
        ~ObservedContentReader() => _call.Leave(_last);

        public GenerateContentResponse Current => _inner.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            bool moved;
            try
            {
                moved = await _inner.MoveNext(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (_call.Fail(e))
            {
                throw;
            }

            if (!moved)
            {
                _call.Complete();
                return false;
            }

            _last = DateTime.UtcNow;
            _call.FirstToken();
            try
            {
                Response(_call, _inner.Current);
            }
            catch (Exception e)
            {
                _call.TelemetryFault(e);
            }

            return true;
        }
    }
}
