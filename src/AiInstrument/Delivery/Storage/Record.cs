using System.Buffers.Binary;
using AiInstrument.Delivery.Protobuf;

namespace AiInstrument.Delivery.Storage;

/// <summary>
/// The image of a span on disk and in memory: magic, state, checksum, length, length of the context, kind; then the context
/// (resource and scope) and the span, both OTLP protobuf; zeros up to a multiple of eight. Little-endian.
/// </summary>
/// <remarks>The checksum covers everything after itself. The state stands before it and is changed in place.</remarks>
internal static class Record
{
    public const int HeaderBytes = 24;
    public const int StateOffset = 4;

    // Several bits, so that one flipped bit does not make a waiting span a delivered one.
    public const byte Delivered = 0xD5;

    private const uint Magic = 0x31_52_49_41; // "AIR1"
    private const int ChecksumOffset = 8;
    private const int LengthOffset = 12;
    private const int ContextLengthOffset = 16;
    private const int KindOffset = 20;
    private const int ResourceLengthBytes = sizeof(int);

    /// <summary>Begins a record in an empty buffer; the span's fields follow.</summary>
    public static void Begin(ProtoBuffer buffer, ReadOnlySpan<byte> context)
    {
        buffer.Clear();
        buffer.Advance(HeaderBytes);
        buffer.Raw(context);
    }

    /// <summary>Ends the record that the buffer holds.</summary>
    public static ReadOnlySpan<byte> End(ProtoBuffer buffer, int contextLength, RecordKind kind)
    {
        var length = buffer.Length - HeaderBytes;
        buffer.Advance(Size(length) - buffer.Length).Clear();
        var image = buffer.Written;
        image[..HeaderBytes].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(image, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(image[LengthOffset..], length);
        BinaryPrimitives.WriteInt32LittleEndian(image[ContextLengthOffset..], contextLength);
        BinaryPrimitives.WriteInt32LittleEndian(image[KindOffset..], (int)kind);
        BinaryPrimitives.WriteUInt32LittleEndian(image[ChecksumOffset..], Checksum(image, length));
        return image;
    }

    /// <summary>The context of spans: the resource's length, the resource, the scope.</summary>
    public static byte[] Context(ReadOnlySpan<byte> resource, ReadOnlySpan<byte> scope)
    {
        var context = new byte[ResourceLengthBytes + resource.Length + scope.Length];
        BinaryPrimitives.WriteInt32LittleEndian(context, resource.Length);
        resource.CopyTo(context.AsSpan(ResourceLengthBytes));
        scope.CopyTo(context.AsSpan(ResourceLengthBytes + resource.Length));
        return context;
    }

    public static ReadOnlySpan<byte> ResourceOf(ReadOnlySpan<byte> context) => context.Slice(ResourceLengthBytes, BinaryPrimitives.ReadInt32LittleEndian(context));

    public static ReadOnlySpan<byte> ScopeOf(ReadOnlySpan<byte> context) => context[(ResourceLengthBytes + BinaryPrimitives.ReadInt32LittleEndian(context))..];

    public static ReadOnlySpan<byte> ContextOf(ReadOnlySpan<byte> image) => image.Slice(HeaderBytes, BinaryPrimitives.ReadInt32LittleEndian(image[ContextLengthOffset..]));

    public static ReadOnlySpan<byte> SpanOf(ReadOnlySpan<byte> image)
    {
        var context = BinaryPrimitives.ReadInt32LittleEndian(image[ContextLengthOffset..]);
        return image.Slice(HeaderBytes + context, BinaryPrimitives.ReadInt32LittleEndian(image[LengthOffset..]) - context);
    }

    public static RecordKind KindOf(ReadOnlySpan<byte> image) => (RecordKind)BinaryPrimitives.ReadInt32LittleEndian(image[KindOffset..]);

    public static bool IsDelivered(ReadOnlySpan<byte> image) => image[StateOffset] == Delivered;

    /// <summary>The whole size of the record that begins here by its own word, its content unchecked; 0 when none begins here.</summary>
    public static int ClaimedSize(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
        {
            return 0;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[LengthOffset..]);
        var context = BinaryPrimitives.ReadInt32LittleEndian(bytes[ContextLengthOffset..]);
        return length >= ResourceLengthBytes && length < int.MaxValue - HeaderBytes - 8 && context >= ResourceLengthBytes && context <= length ? Size(length) : 0;
    }

    /// <summary>Whether a whole record begins here, as it was written.</summary>
    public static bool IsValid(ReadOnlySpan<byte> bytes)
    {
        var size = ClaimedSize(bytes);
        if (size == 0 || size > bytes.Length
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumOffset..]) != Checksum(bytes, BinaryPrimitives.ReadInt32LittleEndian(bytes[LengthOffset..])))
        {
            return false;
        }

        var resource = BinaryPrimitives.ReadInt32LittleEndian(bytes[HeaderBytes..]);
        return resource >= 0 && resource <= BinaryPrimitives.ReadInt32LittleEndian(bytes[ContextLengthOffset..]) - ResourceLengthBytes;
    }

    private static int Size(int length) => (HeaderBytes + length + 7) & ~7;

    private static uint Checksum(ReadOnlySpan<byte> image, int length) => Crc32C.Of(image[LengthOffset..(HeaderBytes + length)]);
}
