using System.Buffers.Binary;
using AiInstrument.Collector.Receiving.Answers;
using AiInstrument.Collector.Receiving.Bodies;

namespace AiInstrument.Collector.Receiving.Grpc;

/// <summary>A unary gRPC request: one length-prefixed message (grpc.io, "gRPC over HTTP2").</summary>
/// <param name="encoding">The request's <c>grpc-encoding</c>; empty when there is none.</param>
internal sealed class GrpcFormat(string encoding) : BodyFormat
{
    /// <summary>The compressed flag and the length.</summary>
    public const int PrefixLength = 5;

    public override int Framing => PrefixLength;

    public override PooledBuffer Unwrap(PooledBuffer body, int limit)
    {
        var frame = body.Written.Span;
        if (frame.IsEmpty)
        {
            throw new RequestRefusedException(RpcCode.Unimplemented, "The request has no message; this method takes one.");
        }

        if (frame.Length < PrefixLength)
        {
            throw new RequestRefusedException(RpcCode.Internal, "The message's prefix is cut short.");
        }

        var compressed = IsCompressed(frame[0]);
        var length = BinaryPrimitives.ReadUInt32BigEndian(frame[1..]);
        if (length > limit)
        {
            throw RequestRefusedException.TooLarge(limit);
        }

        if (frame.Length - PrefixLength < length)
        {
            throw new RequestRefusedException(RpcCode.Internal, "The message is cut short.");
        }

        if (frame.Length - PrefixLength > length)
        {
            throw new RequestRefusedException(RpcCode.Unimplemented, "The request has more than one message; this method takes one.");
        }

        body.TrimStart(PrefixLength);
        return compressed ? GzipBody.Decompress(body, limit, RpcCode.Internal) : body;
    }

    // Codes from grpc.io, "Compression": the flag without a compression is the peer's error, an unknown compression is ours.
    private bool IsCompressed(byte flag)
    {
        switch (flag)
        {
            case 0:
                return false;
            case 1 when encoding is "" or GrpcHeaders.Identity:
                throw new RequestRefusedException(RpcCode.Internal, "The message is flagged as compressed but grpc-encoding names no compression.");
            case 1 when encoding != GrpcHeaders.Gzip:
                throw new RequestRefusedException(RpcCode.Unimplemented, "The message's compression is not supported; grpc-accept-encoding lists what is.");
            case 1:
                return true;
            default:
                throw new RequestRefusedException(RpcCode.Internal, "The message's compressed flag is neither 0 nor 1.");
        }
    }
}
