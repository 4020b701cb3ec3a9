using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace AiInstrument.Delivery.Protobuf;

/// <summary>Bytes that grow, written as protobuf fields. Used by one thread.</summary>
internal sealed class ProtoBuffer
{
    private byte[] _bytes = new byte[4096];

    public int Length { get; private set; }

    public int Capacity => _bytes.Length;

    public Span<byte> Written => _bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Room at the end, to be written by the caller.</summary>
    public Span<byte> Advance(int count)
    {
        Reserve(count);
        var room = _bytes.AsSpan(Length, count);
        Length += count;
        return room;
    }

    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Advance(bytes.Length));

    public void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            Advance(1)[0] = (byte)(value | 0x80);
            value >>= 7;
        }

        Advance(1)[0] = (byte)value;
    }

    public void Number(int field, ulong value)
    {
        Tag(field, 0);
        Varint(value);
    }

    public void Fixed64(int field, ulong value)
    {
        Tag(field, 1);
        BinaryPrimitives.WriteUInt64LittleEndian(Advance(sizeof(ulong)), value);
    }

    public void Fixed32(int field, uint value)
    {
        Tag(field, 5);
        BinaryPrimitives.WriteUInt32LittleEndian(Advance(sizeof(uint)), value);
    }

    /// <summary>A string. Half a surrogate pair becomes the replacement character, as protobuf takes valid UTF-8 only.</summary>
    public void Text(int field, ReadOnlySpan<char> value)
    {
        Tag(field, 2);
        var bytes = Encoding.UTF8.GetByteCount(value);
        Varint((ulong)bytes);
        Encoding.UTF8.GetBytes(value, Advance(bytes));
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, 2);
        Varint((ulong)value.Length);
        Raw(value);
    }

    public void TraceId(int field, ActivityTraceId id)
    {
        Tag(field, 2);
        Varint(16);
        id.CopyTo(Advance(16));
    }

    public void SpanId(int field, ActivitySpanId id)
    {
        Tag(field, 2);
        Varint(8);
        id.CopyTo(Advance(8));
    }

    /// <summary>Begins a message; what it returns goes to <see cref="End"/>.</summary>
    public int Begin(int field)
    {
        Tag(field, 2);
        Advance(1);
        return Length;
    }

    /// <summary>Ends a message: its length goes in front, and most messages are short enough for the one byte that waits there.</summary>
    public void End(int start)
    {
        var length = Length - start;
        var extra = 0;
        for (var rest = length >> 7; rest > 0; rest >>= 7)
        {
            extra++;
        }

        if (extra > 0)
        {
            Advance(extra);
            _bytes.AsSpan(start, length).CopyTo(_bytes.AsSpan(start + extra));
        }

        for (var at = start - 1; at < start - 1 + extra; at++)
        {
            _bytes[at] = (byte)(length | 0x80);
            length >>= 7;
        }

        _bytes[start - 1 + extra] = (byte)length;
    }

    private void Tag(int field, int wireType) => Varint((ulong)((field << 3) | wireType));

    private void Reserve(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }
    }
}
