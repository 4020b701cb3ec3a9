using System.Text.Encodings.Web;
using System.Text.Json;
using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Normalization;

/// <summary>Writes a span's attributes as one JSON object, content left out, within bounds.</summary>
internal static class AttributesJson
{
    private const int MostValueChars = 2048;
    private const int MostBytes = 64 * 1024;
    private const int MostDepth = 16;
    private const int UsualBytes = 4096;

    private static readonly JsonWriterOptions Options = new()
    {
        // Pages encode for HTML; the store keeps letters of every language as they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,

        // AttributeList holds a key once.
        SkipValidation = true,
    };

    /// <summary>The object in UTF-8. Attributes beyond 64 KiB are left out.</summary>
    public static byte[] Write(AttributeList attributes)
    {
        using var buffer = new RentedWriter(UsualBytes);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            WriteMap(writer, attributes, depth: 0);
        }

        return buffer.Written.ToArray();
    }

    private static void WriteMap(Utf8JsonWriter writer, AttributeList attributes, int depth)
    {
        writer.WriteStartObject();
        foreach (var (key, value) in attributes)
        {
            if (writer.BytesCommitted + writer.BytesPending > MostBytes)
            {
                break;
            }

            if (!ContentAttributes.Contains(key))
            {
                writer.WritePropertyName(Clip.Dimension(key));
                WriteValue(writer, value, depth);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, in AttributeValue value, int depth)
    {
        switch (value.Kind)
        {
            case AttributeKind.Bool:
                writer.WriteBooleanValue(value.AsBool() == true);
                break;
            case AttributeKind.Int:
                writer.WriteNumberValue(value.AsInt64() ?? 0);
                break;
            case AttributeKind.Double when value.AsDouble() is { } number:
                writer.WriteNumberValue(number);
                break;
            case AttributeKind.String or AttributeKind.Double:
                writer.WriteStringValue(Clip.To(value.AsString() ?? "", MostValueChars));
                break;
            case AttributeKind.Bytes:
                writer.WriteStringValue($"({value.Bytes.Length} bytes)");
                break;
            case AttributeKind.Array when depth < MostDepth:
                WriteArray(writer, value.Elements, depth + 1);
                break;
            case AttributeKind.Map when depth < MostDepth && value.Entries is { } entries:
                WriteMap(writer, entries, depth + 1);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static void WriteArray(Utf8JsonWriter writer, IReadOnlyList<AttributeValue> elements, int depth)
    {
        writer.WriteStartArray();
        foreach (var element in elements)
        {
            if (writer.BytesCommitted + writer.BytesPending > MostBytes)
            {
                break;
            }

            WriteValue(writer, element, depth);
        }

        writer.WriteEndArray();
    }
}
