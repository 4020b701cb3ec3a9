using System.Buffers;
using System.Text;
using AiInstrument.Collector.Decoding.Protobuf;

namespace AiInstrument.Collector.Receiving.Answers;

/// <summary>Writes the few fields that OTLP responses have. Like proto3, a field with its default value is left out.</summary>
internal sealed class ProtobufWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void WriteInt64(uint field, long value)
    {
        if (value != 0)
        {
            WriteVarint(field << WireTag.TypeBits | WireTag.Varint);
            WriteVarint((ulong)value);
        }
    }

    public void WriteString(uint field, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            WriteBytes(field, Encoding.UTF8.GetBytes(value));
        }
    }

    public void WriteBytes(uint field, ReadOnlySpan<byte> value)
    {
        WriteVarint(field << WireTag.TypeBits | WireTag.Bytes);
        WriteVarint((ulong)value.Length);
        _bytes.Write(value);
    }

    private void WriteVarint(ulong value)
    {
        const int MaxVarintLength = 10;
        var span = _bytes.GetSpan(MaxVarintLength);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            span[length++] = (byte)(value | 0x80);
        }

        span[length++] = (byte)value;
        _bytes.Advance(length);
    }
}
