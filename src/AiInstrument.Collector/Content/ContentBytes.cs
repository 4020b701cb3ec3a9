using System.IO.Compression;

namespace AiInstrument.Collector.Content;

/// <summary>Compresses content. Prompts repeat themselves: a fast pass makes a third of them.</summary>
internal static class ContentBytes
{
    private const int MostUnpacked = 64 * 1024 * 1024;

    public static byte[] Compress(ReadOnlySpan<byte> data)
    {
        using var packed = new MemoryStream(data.Length / 2);
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(data);
        }

        return packed.ToArray();
    }

    /// <exception cref="InvalidDataException">It is not what <see cref="Compress"/> made.</exception>
    public static byte[] Expand(byte[] data)
    {
        using var brotli = new BrotliStream(new MemoryStream(data), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = brotli.Read(buffer)) > 0;)
        {
            plain.Write(buffer.AsSpan(0, read));
            if (plain.Length > MostUnpacked)
            {
                throw new InvalidDataException("The content is larger than any that is stored.");
            }
        }

        return plain.ToArray();
    }
}
