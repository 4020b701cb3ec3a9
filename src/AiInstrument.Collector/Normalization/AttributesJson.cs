using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Normalization;

/// <summary>Writes a span's attributes as one JSON object, content left out, within bounds.</summary>
internal static class AttributesJson
{
    private const int MostValueChars = 2048;
    private const int MostBytes = 64 * 1024;
    private const int MostDepth = 16;

    /// <summary>The object in UTF-8. Attributes beyond 64 KiB are left out; a value that the interaction holds is named, see <see cref="HeldFields"/>.</summary>
    public static byte[] Write(AttributeList attributes, Interaction call)
    {
        var json = new JsonBuffer(stackalloc byte[JsonBuffer.UsualBytes]);
        try
        {
            WriteMap(ref json, attributes, depth: 0, call);
            return json.Written.ToArray();
        }
        finally
        {
            json.Dispose();
        }
    }

    private static void WriteMap(ref JsonBuffer json, AttributeList attributes, int depth, Interaction? call = null)
    {
        json.Raw((byte)'{');
        var first = true;
        foreach (ref readonly var item in attributes.Items)
        {
            if (json.Length > MostBytes)
            {
                break;
            }

            var meaning = KeyTable.MeaningOf(item.Key);
            if (meaning.IsContent || (call is null && item.Key.Name.Length == 0))
            {
                continue;
            }

            if (!first)
            {
                json.Raw((byte)',');
            }

            first = false;
            if (item.Key.Name.Length <= Clip.MostDimensionChars)
            {
                json.Raw(item.Key.Json);
            }
            else
            {
                json.Text(Clip.Dimension(item.Key.Name));
                json.Raw((byte)':');
            }

            if (call is not null && meaning.Field is { } field && HeldFields.MarkerFor(call, field, item.Value) is { } marker)
            {
                json.Raw(marker);
            }
            else
            {
                WriteValue(ref json, item.Value, depth);
            }
        }

        json.Raw((byte)'}');
    }

    private static void WriteValue(ref JsonBuffer json, in AttributeValue value, int depth)
    {
        switch (value.Kind)
        {
            case AttributeKind.Bool:
                json.Raw(value.AsBool() == true ? "true"u8 : "false"u8);
                break;
            case AttributeKind.Int:
                json.Number(value.AsInt64() ?? 0);
                break;
            case AttributeKind.Double when value.AsDouble() is { } number:
                json.Number(number);
                break;
            case AttributeKind.String or AttributeKind.Double:
                json.Text(Clip.To(value.AsString() ?? "", MostValueChars));
                break;
            case AttributeKind.Bytes:
                json.Text($"({value.Bytes.Length} bytes)");
                break;
            case AttributeKind.Array when depth < MostDepth:
                WriteArray(ref json, value.Elements, depth + 1);
                break;
            case AttributeKind.Map when depth < MostDepth && value.Entries is { } entries:
                WriteMap(ref json, entries, depth + 1);
                break;
            default:
                json.Raw("null"u8);
                break;
        }
    }

    private static void WriteArray(ref JsonBuffer json, IReadOnlyList<AttributeValue> elements, int depth)
    {
        json.Raw((byte)'[');
        for (var i = 0; i < elements.Count && json.Length <= MostBytes; i++)
        {
            if (i > 0)
            {
                json.Raw((byte)',');
            }

            WriteValue(ref json, elements[i], depth);
        }

        json.Raw((byte)']');
    }
}
