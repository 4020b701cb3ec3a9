using System.Buffers;
using System.Text;
using System.Text.Json;
using AiInstrument.Redaction;

namespace AiInstrument.Capture.Content;

/// <summary>Redacts a call's content value by value and writes it in the form of the GenAI conventions.</summary>
internal sealed class ContentWriter(IAiRedactor[] redactors)
{
    private readonly AiRedactionCounts _counts = new();
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private int _left;

    public bool HasTruncated { get; private set; }

    /// <summary>Messages and characters by role.</summary>
    public static string? Counts(ContentSection instructions, ContentSection input, ContentSection output)
    {
        if (instructions.IsEmpty && input.IsEmpty && output.IsEmpty)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ContentValue.Options))
        {
            json.WriteStartObject();
            foreach (var (name, section) in new[] { ("instructions", instructions), ("input", input), ("output", output) })
            {
                if (section.IsEmpty)
                {
                    continue;
                }

                json.WriteStartObject(name);
                foreach (var role in section.Counts)
                {
                    json.WriteStartObject(role.Role);
                    json.WriteNumber("messages", role.Messages);
                    json.WriteNumber("characters", role.Characters);
                    json.WriteEndObject();
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Null when nothing was replaced.</summary>
    public string? Redactions() => _counts.Types.Count == 0 ? null : Json(json =>
    {
        json.WriteStartObject();
        foreach (var type in _counts.Types)
        {
            json.WriteNumber(type.Key, type.Value);
        }

        json.WriteEndObject();
    });

    public string? Instructions(ContentSection section) => section.Messages.Count == 0 ? null : Json(json =>
    {
        json.WriteStartArray();
        foreach (var message in section.Messages)
        {
            Parts(json, message);
        }

        json.WriteEndArray();
    });

    public string? Messages(ContentSection section, string? finishReason) => section.Messages.Count == 0 ? null : Json(json =>
    {
        json.WriteStartArray();
        foreach (var message in section.Messages)
        {
            json.WriteStartObject();
            json.WriteString("role", message.Role);
            json.WriteStartArray("parts");
            Parts(json, message);
            json.WriteEndArray();
            if (finishReason is not null)
            {
                json.WriteString("finish_reason", finishReason);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private string Json(Action<Utf8JsonWriter> write)
    {
        _left = ContentSettings.MaxCharacters;
        _buffer.Clear();
        using (var json = new Utf8JsonWriter(_buffer, ContentValue.Options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(_buffer.WrittenSpan);
    }

    private void Parts(Utf8JsonWriter json, ContentMessage message)
    {
        foreach (var part in message.Parts)
        {
            json.WriteStartObject();
            switch (part.Kind)
            {
                case ContentPartKind.Text:
                    json.WriteString("type", "text");
                    json.WriteString("content", Text(part.Text, part.IsCut));
                    break;
                case ContentPartKind.Reasoning:
                    json.WriteString("type", "reasoning");
                    json.WriteString("content", Text(part.Text, part.IsCut));
                    break;
                case ContentPartKind.ToolCall:
                    json.WriteString("type", "tool_call");
                    Name(json, "id", part.Id);
                    Name(json, "name", part.Name);
                    json.WritePropertyName("arguments");
                    Value(json, part);
                    break;
                case ContentPartKind.ToolResult:
                    json.WriteString("type", "tool_call_response");
                    Name(json, "id", part.Id);
                    json.WritePropertyName("response");
                    Value(json, part);
                    break;
                default:
                    json.WriteString("type", part.Name);
                    break;
            }

            json.WriteEndObject();
        }
    }

    private static void Name(Utf8JsonWriter json, string key, string? value)
    {
        if (value is not null)
        {
            json.WriteString(key, value);
        }
    }

    /// <summary>JSON stays JSON, redacted inside; what is none, or does not fit, is a text.</summary>
    private void Value(Utf8JsonWriter json, ContentPart part)
    {
        var text = part.Text;
        if (!part.IsCut && text is { Length: > 0 } && text.Length <= _left && text.AsSpan().TrimStart()[..1] is "{" or "[" or "\"")
        {
            try
            {
                var redacted = Document(text);
                using var document = JsonDocument.Parse(redacted);
                document.RootElement.WriteTo(json);
                _left -= text.Length;
                return;
            }
            catch (JsonException)
            {
                // Models write what is almost JSON: it is kept as they wrote it.
            }
        }

        json.WriteStringValue(Text(text, part.IsCut));
    }

    /// <summary>The built-in redactor reads a document as a whole, because a value's name says what it is; others are asked for each text in it.</summary>
    private string Document(string text)
    {
        using (JsonDocument.Parse(text))
        {
            // What is no document is no reason to count anything in it.
        }

        foreach (var redactor in redactors)
        {
            text = redactor is BuiltInRedactor builtIn ? builtIn.Redact(text, _counts) ?? text : Each(text, redactor);
        }

        return text;
    }

    private string Each(string text, IAiRedactor redactor)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var document = JsonDocument.Parse(text);
        using (var json = new Utf8JsonWriter(buffer, ContentValue.Options))
        {
            Element(json, document.RootElement, redactor);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void Element(Utf8JsonWriter json, JsonElement element, IAiRedactor redactor)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in element.EnumerateObject())
                {
                    json.WritePropertyName(redactor.Redact(member.Name, _counts) ?? member.Name);
                    Element(json, member.Value, redactor);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Element(json, item, redactor);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String when redactor.Redact(element.GetString(), _counts) is { } redacted:
                json.WriteStringValue(redacted);
                break;
            case JsonValueKind.Number when redactor.Redact(element.GetRawText(), _counts) is { } number:
                // A card's number may well come as one.
                json.WriteStringValue(number);
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }

    private string Text(string? text, bool isCut = false)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        if (_left <= 0)
        {
            HasTruncated = true;
            return ContentSettings.TruncationMark;
        }

        if (!isCut && text.Length <= _left)
        {
            _left -= text.Length;
            return Redact(text) ?? text;
        }

        HasTruncated = true;
        var read = text[..Math.Min(text.Length, _left + ContentSettings.Overlap)];
        _left -= read.Length;
        var redacted = Redact(read) ?? read;
        var end = Math.Max(0, redacted.Length - ContentSettings.Overlap);
        if (end > 0 && char.IsHighSurrogate(redacted[end - 1]))
        {
            end--;
        }

        return redacted[..end] + ContentSettings.TruncationMark;
    }

    private string? Redact(string text)
    {
        string? redacted = null;
        foreach (var redactor in redactors)
        {
            redacted = redactor.Redact(redacted ?? text, _counts) ?? redacted;
        }

        return redacted;
    }
}
