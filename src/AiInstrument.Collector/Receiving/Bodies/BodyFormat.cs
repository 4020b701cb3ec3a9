using AiInstrument.Collector.Receiving.Answers;

namespace AiInstrument.Collector.Receiving.Bodies;

/// <summary>How the message lies in a request's body.</summary>
internal abstract class BodyFormat
{
    /// <summary>OTLP/HTTP without compression: the body is the message.</summary>
    public static BodyFormat Plain { get; } = new PlainFormat();

    /// <summary>OTLP/HTTP with <c>Content-Encoding: gzip</c>.</summary>
    public static BodyFormat Gzip { get; } = new GzipFormat();

    /// <summary>Bytes that a body may have beyond the message limit.</summary>
    public virtual int Framing => 0;

    /// <summary>Takes the body and gives its message: the same buffer, or another and then the body's is disposed.</summary>
    /// <exception cref="RequestRefusedException">The body does not hold exactly one message within the limit.</exception>
    public abstract PooledBuffer Unwrap(PooledBuffer body, int limit);

    private sealed class PlainFormat : BodyFormat
    {
        public override PooledBuffer Unwrap(PooledBuffer body, int limit) => body;
    }

    private sealed class GzipFormat : BodyFormat
    {
        public override PooledBuffer Unwrap(PooledBuffer body, int limit) => GzipBody.Decompress(body, limit, RpcCode.InvalidArgument);
    }
}
