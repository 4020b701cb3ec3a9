using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Normalization.Events;

namespace AiInstrument.Collector.Normalization.Content;

/// <summary>What a span or log record says of prompts and answers, in whatever dialect, before it is redacted.</summary>
/// <param name="Fields">The texts, in the order in which they were sent.</param>
/// <param name="IsCut">Whether the decoder's limits, or the sender, cut one of them.</param>
/// <param name="SentRedactions">What the sender says it replaced: a JSON object of counts by type, or null.</param>
internal sealed record CallContent(IReadOnlyList<ContentField> Fields, bool IsCut, string? SentRedactions)
{
    /// <summary>The key of a log record's body.</summary>
    public const string Body = "body";

    private const string Redactions = "aiinstrument.content.redactions";
    private const string Truncated = "aiinstrument.content.truncated";

    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The content of a span and its events; null when there is none.</summary>
    public static CallContent? Of(DecodedSpan span)
    {
        var fields = new List<ContentField>();
        Add(fields, "", span.Attributes);
        foreach (var happened in span.Events)
        {
            if (GenAiEvent.Is(happened.Name))
            {
                Add(fields, happened.Name + "/", happened.Attributes);
            }
        }

        return fields.Count == 0 ? null : new(fields, span.CutValuesCount > 0 || span.Attributes.GetString(Truncated) == "true", span.Attributes.GetString(Redactions));
    }

    /// <summary>The content of a log record; null when there is none.</summary>
    public static CallContent? Of(DecodedLogRecord record)
    {
        var fields = new List<ContentField>();
        Add(fields, record.EventName + "/", record.Attributes);
        if (Text(record.Body) is { Length: > 0 } body)
        {
            fields.Add(new(record.EventName + "/" + Body, body));
        }

        return fields.Count == 0 ? null : new(fields, IsCut: false, SentRedactions: null);
    }

    private static void Add(List<ContentField> fields, string prefix, AttributeList attributes)
    {
        foreach (ref readonly var item in attributes.Items)
        {
            if (KeyTable.MeaningOf(item.Key).IsContent && ContentAttributes.IsMessage(item.Key.Name) && Text(item.Value) is { Length: > 0 } text)
            {
                fields.Add(new(prefix + item.Key.Name, text));
            }
        }
    }

    private static string? Text(in AttributeValue value)
    {
        if (value.Kind is not (AttributeKind.Array or AttributeKind.Map))
        {
            return value.AsString();
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_json))
        {
            Write(json, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // The decoder bounds the depth.
    private static void Write(Utf8JsonWriter json, in AttributeValue value)
    {
        switch (value.Kind)
        {
            case AttributeKind.Array:
                json.WriteStartArray();
                foreach (var element in value.Elements)
                {
                    Write(json, element);
                }

                json.WriteEndArray();
                break;
            case AttributeKind.Map:
                json.WriteStartObject();
                foreach (var (key, entry) in value.Entries!)
                {
                    json.WritePropertyName(key);
                    Write(json, entry);
                }

                json.WriteEndObject();
                break;
            case AttributeKind.Bool:
                json.WriteBooleanValue(value.AsBool() == true);
                break;
            case AttributeKind.Int:
                json.WriteNumberValue(value.AsInt64() ?? 0);
                break;
            case AttributeKind.Double when value.AsDouble() is { } number:
                json.WriteNumberValue(number);
                break;
            case AttributeKind.Empty or AttributeKind.Bytes:
                json.WriteNullValue();
                break;
            default:
                json.WriteStringValue(value.AsString());
                break;
        }
    }
}
