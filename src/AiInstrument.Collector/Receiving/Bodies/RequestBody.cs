using System.Buffers;
using System.Threading.RateLimiting;
using AiInstrument.Collector.Memory;

namespace AiInstrument.Collector.Receiving.Bodies;

/// <summary>One request's bytes and its place among the requests in progress; both are given back together.</summary>
/// <param name="bytes">The body as sent.</param>
/// <param name="place">The place.</param>
/// <param name="memory">What is read from the bytes is taken of it, and outlives them.</param>
internal sealed class RequestBody(PooledBuffer bytes, RateLimitLease place, RequestMemory memory) : IDisposable
{
    private PooledBuffer _bytes = bytes;

    /// <summary>The bytes: the body as sent until <see cref="Unwrap"/>, the message after it.</summary>
    public ReadOnlySequence<byte> Message => new(_bytes.Written);

    /// <summary>What the request may fill.</summary>
    public RequestMemory Memory => memory;

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
