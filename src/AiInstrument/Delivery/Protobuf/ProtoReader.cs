namespace AiInstrument.Delivery.Protobuf;

/// <summary>Walks over the fields of a receiver's answer. Bytes that are no protobuf end the walk.</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public int Field { get; private set; }

    /// <summary>The value of a number field.</summary>
    public ulong Number { get; private set; }

    /// <summary>The value of a field of bytes, text or message.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public bool Next()
    {
        Number = 0;
        Bytes = default;
        if (!TryVarint(out var tag))
        {
            return false;
        }

        Field = (int)(tag >> 3);
        switch (tag & 7)
        {
            case 0 when TryVarint(out var number):
                Number = number;
                return true;
            case 1:
                return TryTake(8);
            case 2 when TryVarint(out var length) && length <= (ulong)_rest.Length:
                return TryTake((int)length);
            case 5:
                return TryTake(4);
            default:
                return false;
        }
    }

    private bool TryTake(int count)
    {
        if (count > _rest.Length)
        {
            return false;
        }

        Bytes = _rest[..count];
        _rest = _rest[count..];
        return true;
    }

    private bool TryVarint(out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && _rest.Length > 0; shift += 7)
        {
            var next = _rest[0];
            _rest = _rest[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
