using System.Text;
using AiInstrument.Collector.Decoding.Protobuf;

namespace AiInstrument.Collector.Tests.Receiving;

/// <summary>Reads fields of a small protobuf message by number.</summary>
internal sealed class ProtoMessage
{
    private readonly Dictionary<uint, ulong> _numbers = [];
    private readonly Dictionary<uint, byte[]> _bytes = [];

    public ProtoMessage(ReadOnlyMemory<byte> message)
    {
        var reader = new WireReader(message.Span);
        while (reader.NextField())
        {
            var field = WireTag.Field(reader.Tag);
            if (WireTag.Type(reader.Tag) == WireType.Varint)
            {
                _numbers.Add(field, reader.ReadVarint());
            }
            else
            {
                Assert.Equal(WireType.LengthDelimited, WireTag.Type(reader.Tag));
                _bytes.Add(field, reader.ReadBytes().ToArray());
            }
        }
    }

    public bool IsEmpty => _numbers.Count + _bytes.Count == 0;

    public long Number(uint field) => (long)_numbers.GetValueOrDefault(field);

    public string Text(uint field) => Encoding.UTF8.GetString(_bytes.GetValueOrDefault(field, []));

    public ProtoMessage Message(uint field) => new(_bytes[field]);
}
