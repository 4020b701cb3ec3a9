namespace AiInstrument.Generated;

using global::System.Collections.Generic;
using global::System.IO;
using global::AiInstrument.Capture;
using global::Azure.Core;

/// <summary>Azure.Core: the response of a stream. SDKs make the stream anew around it, and its disposal ends the call of a stream that nobody read.</summary>
internal static partial class Adapter
{
    private sealed class MirroredAzureResponse : global::Azure.Response
    {
        private readonly AiCall _call;
        private readonly global::Azure.Response _inner;

        public MirroredAzureResponse(global::Azure.Response inner, AiCall call)
        {
            _inner = inner;
            _call = call;
        }

        public override int Status => _inner.Status;

        public override string ReasonPhrase => _inner.ReasonPhrase;

        public override Stream? ContentStream
        {
            get => _inner.ContentStream;
            set => _inner.ContentStream = value;
        }

        public override string ClientRequestId
        {
            get => _inner.ClientRequestId;
            set => _inner.ClientRequestId = value;
        }

        public override void Dispose()
        {
            _inner.Dispose();
            _call.Leave();
        }

        protected override bool TryGetHeader(string name, out string? value) => _inner.Headers.TryGetValue(name, out value);

        protected override bool TryGetHeaderValues(string name, out IEnumerable<string>? values) => _inner.Headers.TryGetValues(name, out values);

        protected override bool ContainsHeader(string name) => _inner.Headers.Contains(name);

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => _inner.Headers;
    }
}
