using System.Buffers.Binary;
using System.Globalization;

namespace AiInstrument.Collector.Decoding.Protobuf;

/// <summary>
/// Walks the fields of one protobuf message (protobuf.dev, "Encoding"). A field whose tag the caller does not switch on
/// is skipped, so an unknown field and a known one with another wire type are treated alike, as protobuf requires.
/// </summary>
internal ref struct WireReader
{
    /// <summary>Nested groups that are skipped; the reference implementations stop at 100 as well.</summary>
    private const int MaxGroupDepth = 100;

    private readonly ReadOnlySpan<byte> _message;
    private readonly int _origin;
    private int _position;
    private int _fieldStart;

    /// <summary>Reads a whole request.</summary>
    public WireReader(ReadOnlySpan<byte> message)
        : this(message, 0)
    {
    }

    private WireReader(ReadOnlySpan<byte> message, int origin)
    {
        _message = message;
        _origin = origin;
    }

    /// <summary>The current field as on the wire: number shifted left by three, plus wire type.</summary>
    public uint Tag { get; private set; }

    /// <summary>Moves to the next field; false at the end of the message.</summary>
    public bool NextField()
    {
        if (_position == _message.Length)
        {
            return false;
        }

        _fieldStart = _position;
        var tag = ReadVarint();
        if (tag > uint.MaxValue || tag < 1 << WireTag.TypeBits)
        {
            throw Malformed("not a field tag");
        }

        Tag = (uint)tag;
        return true;
    }

    /// <summary>Reads a base-128 varint of at most ten bytes.</summary>
    public ulong ReadVarint()
    {
        if ((uint)_position < (uint)_message.Length && _message[_position] < 0x80)
        {
            return _message[_position++];
        }

        return ReadLongVarint();
    }

    /// <summary>Reads eight little-endian bytes.</summary>
    public ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <summary>Reads a double.</summary>
    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    /// <summary>Reads a length and that many bytes.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        if (length > (ulong)(_message.Length - _position))
        {
            throw Malformed("the length of a field runs past the end of its message");
        }

        return Take((int)length);
    }

    /// <summary>Reads a length and a message of that length.</summary>
    public WireReader ReadMessage()
    {
        var bytes = ReadBytes();
        return new WireReader(bytes, _origin + _position - bytes.Length);
    }

    /// <summary>Passes over the current field, whatever its type; a group is passed over with all it holds.</summary>
    public void Skip()
    {
        if (WireTag.Type(Tag) == WireType.StartGroup)
        {
            SkipGroup();
        }
        else
        {
            SkipValue();
        }
    }

    private void SkipValue()
    {
        switch (WireTag.Type(Tag))
        {
            case WireType.Varint:
                ReadVarint();
                break;
            case WireType.Fixed64:
                Take(8);
                break;
            case WireType.LengthDelimited:
                ReadBytes();
                break;
            case WireType.Fixed32:
                Take(4);
                break;
            case WireType.EndGroup:
                throw Malformed("the end of a group that was not begun");
            default:
                throw Malformed("a wire type that does not exist");
        }
    }

    private void SkipGroup()
    {
        Span<uint> open = stackalloc uint[MaxGroupDepth];
        var depth = 0;
        open[depth++] = WireTag.Field(Tag);
        while (depth > 0)
        {
            if (!NextField())
            {
                throw Malformed("a group without an end");
            }

            switch (WireTag.Type(Tag))
            {
                case WireType.StartGroup when depth == MaxGroupDepth:
                    throw Malformed("groups nested too deep");
                case WireType.StartGroup:
                    open[depth++] = WireTag.Field(Tag);
                    break;
                case WireType.EndGroup when open[depth - 1] == WireTag.Field(Tag):
                    depth--;
                    break;
                default:
                    SkipValue();
                    break;
            }
        }
    }

    private ulong ReadLongVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_position == _message.Length)
            {
                throw Malformed("a varint without its last byte");
            }

            var b = _message[_position++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                // The tenth byte has room for one bit.
                return shift < 63 || b <= 1 ? value : throw Malformed("a varint of more than 64 bits");
            }
        }

        throw Malformed("a varint of more than ten bytes");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _message.Length - _position)
        {
            throw Malformed("a field that is cut short");
        }

        var taken = _message.Slice(_position, count);
        _position += count;
        return taken;
    }

    private readonly OtlpDecodeException Malformed(string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Malformed protobuf in the field at byte {_origin + _fieldStart}: {what}."));
}
