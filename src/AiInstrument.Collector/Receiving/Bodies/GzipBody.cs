using System.IO.Compression;
using AiInstrument.Collector.Receiving.Answers;

namespace AiInstrument.Collector.Receiving.Bodies;

/// <summary>Decompresses a request body (RFC 1952) within its limit.</summary>
internal static class GzipBody
{
    private static ReadOnlySpan<byte> EndMark => "end-of-body\0\x17\x2A\x7F\x01"u8;

    /// <summary>
    /// A gzip member that holds <see cref="EndMark"/>. GZipStream ends without an error where its input ends, so a body that
    /// is cut short would pass for a shorter one; with this member behind it, only a whole body decompresses to the mark.
    /// </summary>
    private static ReadOnlySpan<byte> EndMember =>
    [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xFF, 0x01, 0x10, 0x00,
        0xEF, 0xFF, 0x65, 0x6E, 0x64, 0x2D, 0x6F, 0x66, 0x2D, 0x62, 0x6F, 0x64, 0x79,
        0x00, 0x17, 0x2A, 0x7F, 0x01, 0xFC, 0x9C, 0xF7, 0x36, 0x10, 0x00, 0x00, 0x00,
    ];

    /// <summary>Decompresses <paramref name="compressed"/> and disposes it.</summary>
    /// <param name="compressed">One gzip body, of one member or more.</param>
    /// <param name="limit">Most bytes that may come out.</param>
    /// <param name="malformed">The code to refuse what is not gzip with: OTLP/HTTP and gRPC differ.</param>
    /// <exception cref="RequestRefusedException">Not gzip, cut short, or larger than the limit.</exception>
    public static PooledBuffer Decompress(PooledBuffer compressed, int limit, RpcCode malformed)
    {
        var plain = compressed.Another();
        try
        {
            if (compressed.Length == 0)
            {
                throw new RequestRefusedException(malformed, "The body is said to be gzip but is empty.");
            }

            compressed.Append(EndMember);
            using var gzip = new GZipStream(compressed.OpenRead(), CompressionMode.Decompress);
            if (!plain.TryAppendAll(gzip, limit + EndMark.Length))
            {
                throw RequestRefusedException.TooLarge(limit);
            }

            if (!plain.Written.Span.EndsWith(EndMark))
            {
                throw new RequestRefusedException(malformed, "The gzip body is cut short or followed by other bytes.");
            }

            plain.TrimEnd(EndMark.Length);
            return plain;
        }
        catch (Exception e)
        {
            plain.Dispose();
            if (e is InvalidDataException)
            {
                throw new RequestRefusedException(malformed, "The body is not valid gzip.", e);
            }

            throw;
        }
        finally
        {
            compressed.Dispose();
        }
    }
}
