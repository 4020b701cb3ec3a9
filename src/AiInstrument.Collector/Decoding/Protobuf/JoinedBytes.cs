using System.Buffers;

namespace AiInstrument.Collector.Decoding.Protobuf;

/// <summary>Gives the decoders one span whatever the segments: stitching every nested message would cost more than one copy.</summary>
internal static class JoinedBytes
{
    public static T ReadJoined<T>(this in ReadOnlySequence<byte> bytes, Func<ReadOnlySpan<byte>, T> read)
    {
        if (bytes.IsSingleSegment)
        {
            return read(bytes.FirstSpan);
        }

        var length = checked((int)bytes.Length);
        var joined = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            bytes.CopyTo(joined);
            return read(joined.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(joined);
        }
    }
}
