using System.Text.Json;

namespace AiInstrument.Collector.Alerts.Delivery;

/// <summary>A Slack message of blocks. Names stand in plain text, which Slack does not read for mentions or links; the summary for notifications is escaped as Slack asks.</summary>
internal static class SlackPayload
{
    public static byte[] Write(AlertMessage message) => JsonPayload.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("text", Escape(message.Title));
        json.WriteStartArray("blocks");
        Block(json, "header", message.Title);
        Block(json, "section", string.Join('\n', message.Scope.Prepend(message.Text)));
        if (message.Link is { } link)
        {
            json.WriteStartObject();
            json.WriteString("type", "actions");
            json.WriteStartArray("elements");
            json.WriteStartObject();
            json.WriteString("type", "button");
            Plain(json, "AiInstrument");
            json.WriteString("url", link);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    // The header's limit is 150 characters.
    private static void Block(Utf8JsonWriter json, string type, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        Plain(json, Normalization.Clip.To(text, type == "header" ? 150 : 3000));
        json.WriteEndObject();
    }

    private static void Plain(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject("text");
        json.WriteString("type", "plain_text");
        json.WriteString("text", text);
        json.WriteBoolean("emoji", false);
        json.WriteEndObject();
    }

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
