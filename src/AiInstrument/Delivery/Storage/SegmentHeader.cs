using System.Buffers.Binary;
using System.Text;

namespace AiInstrument.Delivery.Storage;

/// <summary>The first bytes of a segment: magic, format version, checksum, and which application wrote it. Little-endian.</summary>
internal static class SegmentHeader
{
    public const int Bytes = 128;

    private const uint Version = 1;
    private const int VersionOffset = 8;
    private const int ChecksumOffset = 12;
    private const int NameLengthOffset = 16;
    private const int NameOffset = 20;

    private static ReadOnlySpan<byte> Magic => "AIOUTBOX"u8;

    /// <summary>The header of the application's segments. A name that is too long is cut.</summary>
    public static byte[] For(string application)
    {
        var header = new byte[Bytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(VersionOffset), Version);
        Encoding.UTF8.GetEncoder().Convert(application, header.AsSpan(NameOffset), flush: true, out _, out var length, out _);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(NameLengthOffset), length);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(ChecksumOffset), Crc32C.Of(header.AsSpan(NameLengthOffset)));
        return header;
    }
}
