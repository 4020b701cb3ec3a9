namespace AiInstrument.Collector.Decoding.Protobuf;

/// <summary>Field tags as they are on the wire, for use as <c>case</c> labels.</summary>
internal static class WireTag
{
    public const int TypeBits = 3;

    public const uint Varint = (uint)WireType.Varint;
    public const uint Fixed64 = (uint)WireType.Fixed64;
    public const uint Bytes = (uint)WireType.LengthDelimited;

    public static WireType Type(uint tag) => (WireType)(tag & 7);

    public static uint Field(uint tag) => tag >> TypeBits;
}
