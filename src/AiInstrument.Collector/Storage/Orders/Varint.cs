namespace AiInstrument.Collector.Storage.Orders;

/// <summary>Numbers in as few bytes as they need: seven bits in a byte, the lowest first, the eighth bit set where more follow.</summary>
internal static class Varint
{
    private const int BitsPerByte = 7;
    private const int More = 1 << BitsPerByte;

    /// <summary>Appends a number.</summary>
    public static void Write(List<byte> bytes, ulong value)
    {
        while (value >= More)
        {
            bytes.Add((byte)(value | More));
            value >>= BitsPerByte;
        }

        bytes.Add((byte)value);
    }

    /// <summary>Appends a number that may be below zero.</summary>
    public static void WriteSigned(List<byte> bytes, long value) => Write(bytes, (ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Reads a number.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="at">Where it begins; then where the next does.</param>
    public static ulong Read(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = bytes[at++];
        if (value < More)
        {
            return value;
        }

        value &= More - 1;
        for (var shift = BitsPerByte; ; shift += BitsPerByte)
        {
            ulong part = bytes[at++];
            value |= (part & (More - 1)) << shift;
            if (part < More)
            {
                return value;
            }
        }
    }

    /// <summary>Reads a number that may be below zero.</summary>
    public static long ReadSigned(ReadOnlySpan<byte> bytes, ref int at) => Read(bytes, ref at) is var value ? (long)(value >> 1) ^ -(long)(value & 1) : 0;
}
