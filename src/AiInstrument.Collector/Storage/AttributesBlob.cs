using System.IO.Compression;

namespace AiInstrument.Collector.Storage;

/// <summary>Packs the attributes of an interaction. The encoding's number is stored beside the bytes.</summary>
internal static class AttributesBlob
{
    // Below this, setting up the compression costs more time than the bytes are worth.
    private const int CompressFrom = 1024;

    /// <summary>How the bytes are to be read.</summary>
    public enum Encoding
    {
        /// <summary>JSON in UTF-8.</summary>
        Plain = 0,

        /// <summary>JSON in UTF-8, deflated.</summary>
        Deflate = 1,
    }

    /// <summary>Packs JSON in UTF-8; short ones stay as they are.</summary>
    public static (Encoding Encoding, byte[] Data) Pack(byte[] json)
    {
        if (json.Length < CompressFrom)
        {
            return (Encoding.Plain, json);
        }

        using var packed = new MemoryStream(json.Length / 2);
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(json);
        }

        return (Encoding.Deflate, packed.ToArray());
    }

    /// <summary>Reads what <see cref="Pack"/> wrote.</summary>
    public static byte[] Unpack(Encoding encoding, byte[] data)
    {
        switch (encoding)
        {
            case Encoding.Plain:
                return data;
            case Encoding.Deflate:
                using (var deflate = new DeflateStream(new MemoryStream(data), CompressionMode.Decompress))
                using (var json = new MemoryStream())
                {
                    deflate.CopyTo(json);
                    return json.ToArray();
                }

            default:
                throw new InvalidDataException($"Attributes in the unknown encoding {(int)encoding}.");
        }
    }
}
