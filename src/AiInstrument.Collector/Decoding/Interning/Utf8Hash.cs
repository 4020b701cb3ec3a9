using System.Buffers.Binary;
using System.Numerics;

namespace AiInstrument.Collector.Decoding.Interning;

/// <summary>A hash of short texts, quick rather than strong: the tables that use it are bounded whatever collides.</summary>
internal static class Utf8Hash
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    /// <summary>The hash.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var hash = (ulong)bytes.Length * Multiplier;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = BitOperations.RotateLeft(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes), 29) * Multiplier;
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var b in bytes)
        {
            hash = BitOperations.RotateLeft(hash ^ b, 29) * Multiplier;
        }

        return (uint)(hash >> 32);
    }
}
