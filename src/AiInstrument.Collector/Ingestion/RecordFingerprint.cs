using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Ingestion;

/// <summary>Log records have no id: one that is sent again is known by all that it says.</summary>
internal static class RecordFingerprint
{
    /// <summary>The fingerprint; the same in every process.</summary>
    public static ulong Of(DecodedLogRecord record)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, record.EventName);
        Append(hash, (long)record.TimeUnixNano);
        Append(hash, record.Body);
        Append(hash, record.Attributes);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, AttributeList attributes)
    {
        Append(hash, attributes.Count);
        foreach (ref readonly var item in attributes.Items)
        {
            Append(hash, item.Key.Name);
            Append(hash, item.Value);
        }
    }

    private static void Append(IncrementalHash hash, in AttributeValue value)
    {
        Append(hash, (long)value.Kind);
        switch (value.Kind)
        {
            case AttributeKind.Array:
                Append(hash, value.Elements.Count);
                foreach (var element in value.Elements)
                {
                    Append(hash, element);
                }

                break;
            case AttributeKind.Map:
                Append(hash, value.Entries!);
                break;
            case AttributeKind.Bytes:
                Append(hash, value.Bytes.Length);
                hash.AppendData(value.Bytes.Span);
                break;
            default:
                Append(hash, value.AsString() ?? "");
                break;
        }
    }

    private static void Append(IncrementalHash hash, string text)
    {
        Append(hash, text.Length);
        hash.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
