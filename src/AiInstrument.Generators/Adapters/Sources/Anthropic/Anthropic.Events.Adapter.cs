namespace AiInstrument.Generated;

using global::System;
using global::System.IO;
using global::System.Net;
using global::System.Net.Http;
using global::System.Text;
using global::System.Text.Json;
using global::System.Threading;
using global::System.Threading.Tasks;
using global::AiInstrument.Capture;

/// <summary>Anthropic: streams whose events the caller reads off the body. What passes by is read on the way.</summary>
internal static partial class Adapter
{
    private sealed class ObservedContent : HttpContent
    {
        private readonly HttpContent _inner;
        private readonly EventScanner _scanner;

        public ObservedContent(HttpContent inner, AiCall call, Action<AiCall, JsonElement> read)
        {
            _inner = inner;
            _scanner = new EventScanner(call, read);
            foreach (var header in inner.Headers)
            {
                Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        protected override Stream CreateContentReadStream(CancellationToken cancellationToken) =>
            new ObservedBody(_inner.ReadAsStream(cancellationToken), _scanner);

        protected override async Task<Stream> CreateContentReadStreamAsync() =>
            new ObservedBody(await _inner.ReadAsStreamAsync().ConfigureAwait(false), _scanner);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var body = await CreateContentReadStreamAsync().ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                await body.CopyToAsync(stream).ConfigureAwait(false);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _inner.Dispose();

                // A response that nobody read ends its call here; after a reading this does nothing.
                _scanner.End();
            }

            base.Dispose(disposing);
        }
    }

    private sealed class ObservedBody : Stream
    {
        private readonly Stream _inner;
        private readonly EventScanner _scanner;

        public ObservedBody(Stream inner, EventScanner scanner)
        {
            _inner = inner;
            _scanner = scanner;
        }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = _inner.Read(buffer);
            _scanner.Pass(buffer.Slice(0, read));
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            _scanner.Pass(buffer.Span.Slice(0, read));
            return read;
        }

        public override void Flush() => _inner.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _inner.Dispose();
                _scanner.End();
            }

            base.Dispose(disposing);
        }
    }

    /// <summary>Finds the events that tell a usage or begin a tool call among the bytes of a server-sent event stream.</summary>
    private sealed class EventScanner
    {
        private static readonly byte[] s_data = Encoding.ASCII.GetBytes("data:");
        private static readonly byte[] s_usage = Encoding.ASCII.GetBytes("\"usage\"");
        private static readonly byte[] s_blockStart = Encoding.ASCII.GetBytes("\"content_block_start\"");
        private static readonly byte[] s_blockDelta = Encoding.ASCII.GetBytes("\"content_block_delta\"");

        /// <summary>No event with usage is longer, nor is a piece of a text.</summary>
        private const int LongestLine = 64 * 1024;

        private readonly AiCall _call;
        private readonly MemoryStream _line = new MemoryStream();
        private readonly Action<AiCall, JsonElement> _read;

        public EventScanner(AiCall call, Action<AiCall, JsonElement> read)
        {
            _call = call;
            _read = read;
        }

        public void Pass(ReadOnlySpan<byte> bytes)
        {
            if (bytes.IsEmpty)
            {
                End();
                return;
            }

            _call.FirstToken();
            for (var end = bytes.IndexOf((byte)'\n'); end >= 0; end = bytes.IndexOf((byte)'\n'))
            {
                Keep(bytes.Slice(0, end));
                Line(_line.GetBuffer().AsSpan(0, (int)_line.Length));
                _line.SetLength(0);
                bytes = bytes.Slice(end + 1);
            }

            Keep(bytes);
        }

        public void End() => _call.Complete();

        private void Keep(ReadOnlySpan<byte> bytes)
        {
            if (_line.Length + bytes.Length <= LongestLine)
            {
                _line.Write(bytes);
            }
        }

        private void Line(ReadOnlySpan<byte> line)
        {
            if (!line.StartsWith(s_data) || !IsWanted(line))
            {
                return;
            }

            try
            {
                var reader = new Utf8JsonReader(line.Slice(s_data.Length));
                _read(_call, JsonElement.ParseValue(ref reader));
            }
            catch (Exception e)
            {
                _call.TelemetryFault(e);
            }
        }

        private bool IsWanted(ReadOnlySpan<byte> line) =>
            line.IndexOf(s_usage) >= 0 || line.IndexOf(s_blockStart) >= 0
            || (_call.Content != null && line.IndexOf(s_blockDelta) >= 0);
    }
}
