using System.Buffers;
using System.Threading.RateLimiting;

namespace AiInstrument.Collector.Receiving;

/// <summary>One request's bytes and its place among the requests in progress; both are given back together.</summary>
internal sealed class RequestBody(PooledBuffer bytes, RateLimitLease place) : IDisposable
{
    private PooledBuffer _bytes = bytes;

    /// <summary>The bytes: the body as sent until <see cref="Unwrap"/>, the message after it.</summary>
    public ReadOnlySequence<byte> Message => new(_bytes.Written);

    /// <summary>Takes the message out of its framing and compression.</summary>
    /// <exception cref="RequestRefusedException">The body does not hold exactly one message within the limit.</exception>
    public void Unwrap(BodyFormat format, int limit) => _bytes = format.Unwrap(_bytes, limit);

    /// <inheritdoc/>
    public void Dispose()
    {
        _bytes.Dispose();
        place.Dispose();
    }
}
