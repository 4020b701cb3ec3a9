using System.Text.Json;

namespace AiInstrument.Collector.Alerts.Delivery;

/// <summary>A Teams message with an adaptive card. Names stand in text runs, which know no Markdown; date functions, which are read everywhere, are taken apart.</summary>
internal static class TeamsPayload
{
    public static byte[] Write(AlertMessage message) => JsonPayload.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "message");
        json.WriteStartArray("attachments");
        json.WriteStartObject();
        json.WriteString("contentType", "application/vnd.microsoft.card.adaptive");
        json.WriteStartObject("content");
        json.WriteString("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        json.WriteString("type", "AdaptiveCard");
        json.WriteString("version", "1.4");
        json.WriteStartArray("body");
        Paragraph(json, message.Title, heading: true);
        Paragraph(json, message.Text, heading: false);
        foreach (var line in message.Scope)
        {
            Paragraph(json, line, heading: false);
        }

        json.WriteEndArray();
        if (message.Link is { } link)
        {
            json.WriteStartArray("actions");
            json.WriteStartObject();
            json.WriteString("type", "Action.OpenUrl");
            json.WriteString("title", "AiInstrument");
            json.WriteString("url", link);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Paragraph(Utf8JsonWriter json, string text, bool heading)
    {
        json.WriteStartObject();
        json.WriteString("type", "RichTextBlock");
        json.WriteStartArray("inlines");
        json.WriteStartObject();
        json.WriteString("type", "TextRun");
        json.WriteString("text", text.Replace("{{", "{ {", StringComparison.Ordinal).Replace("${", "$ {", StringComparison.Ordinal));
        if (heading)
        {
            json.WriteString("weight", "Bolder");
            json.WriteString("size", "Medium");
        }

        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
