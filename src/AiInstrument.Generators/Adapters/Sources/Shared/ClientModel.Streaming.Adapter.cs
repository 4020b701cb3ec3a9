namespace AiInstrument.Generated;

using global::System;
using global::System.ClientModel;
using global::System.ClientModel.Primitives;
using global::System.IO;
using global::System.Threading;
using global::System.Threading.Tasks;
using global::AiInstrument.Capture;

/// <summary>System.ClientModel: a streamed response whose request is sent when it is awaited.</summary>
internal static partial class Adapter
{
    internal static Task<AsyncStreamingResult<T>> Continue<T>(AiCall call, Task<AsyncStreamingResult<T>> result, Action<AiCall, T> item)
    {
        call.SetStreaming();
        return Await(call, result, item);
    }

    private static async Task<AsyncStreamingResult<T>> Await<T>(AiCall call, Task<AsyncStreamingResult<T>> result, Action<AiCall, T> item)
    {
        AsyncStreamingResult<T> inner;
        try
        {
            inner = await result.ConfigureAwait(false);
        }
        catch (Exception e) when (call.Fail(e))
        {
            throw;
        }

        // The type is sealed: a new one is made around a response that mirrors the old one and is read through it.
        var observed = AiStream.Continue(inner, call, item);
        return AsyncStreamingResult.Create(new MirroredResponse<T>(inner, call), (_, __) => observed);
    }

    private sealed class MirroredResponse<T> : PipelineResponse
    {
        private readonly AiCall _call;
        private readonly AsyncStreamingResult<T> _inner;

        public MirroredResponse(AsyncStreamingResult<T> inner, AiCall call)
        {
            _inner = inner;
            _call = call;
            ContentStream = Stream.Null;
        }

        public override int Status => _inner.Status;

        public override string ReasonPhrase => _inner.ReasonPhrase;

        public override Stream? ContentStream { get; set; }

        public override BinaryData Content => BinaryData.FromString("");

        protected override PipelineResponseHeaders HeadersCore => _inner.Headers;

        public override BinaryData BufferContent(CancellationToken cancellationToken = default) => Content;

        public override ValueTask<BinaryData> BufferContentAsync(CancellationToken cancellationToken = default) => new ValueTask<BinaryData>(Content);

        public override void Dispose()
        {
            // The base calls it once, synchronously, from its own DisposeAsync. The inner result holds no more than its response.
            var disposal = _inner.DisposeAsync();
            if (!disposal.IsCompletedSuccessfully)
            {
                disposal.AsTask().GetAwaiter().GetResult();
            }

            // A result that nobody enumerated ends its call here; after an enumeration this does nothing.
            _call.Leave();
        }
    }
}
