using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Normalization;

/// <summary>Writes a span's attributes as one JSON object, content left out, within bounds.</summary>
internal static class AttributesJson
{
    /// <summary>The longest text of a value, in UTF-16 units.</summary>
    public const int MostValueChars = 2048;

    private const int MostBytes = 64 * 1024;
    private const int MostDepth = 16;

    /// <summary>The object in UTF-8. Attributes beyond 64 KiB are left out; a value that the interaction holds is named, see <see cref="HeldFields"/>.</summary>
    /// <param name="attributes">The span's attributes.</param>
    /// <param name="call">What was read from them.</param>
    /// <param name="hasContent">Whether some were left out because they may hold content.</param>
    public static byte[] Write(AttributeList attributes, Interaction call, out bool hasContent)
    {
        var json = new JsonBuffer(stackalloc byte[JsonBuffer.UsualBytes]);
        try
        {
            hasContent = WriteMap(ref json, attributes, depth: 0, call);
            return json.Written.ToArray();
        }
        finally
        {
            json.Dispose();
        }
    }

    /// <summary>Writes a map, and says whether content was left out of it.</summary>
    private static bool WriteMap(ref JsonBuffer json, AttributeList attributes, int depth, Interaction? call = null)
    {
        json.Raw((byte)'{');
        var first = true;
        var hasContent = false;
        foreach (ref readonly var item in attributes.Items)
        {
            if (json.Length > MostBytes)
            {
                // What was not looked at may be content.
                hasContent = true;
                break;
            }

            var meaning = KeyTable.MeaningOf(item.Key);
            if (meaning.IsContent || (call is null && item.Key.Name.Length == 0))
            {
                hasContent |= meaning.IsContent;
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
        return hasContent;
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
