using System.Globalization;
using System.Text;
using AiInstrument.Collector.Normalization;

namespace AiInstrument.Collector.Alerts.Delivery;

/// <summary>A Discord message with an embed. Mentions are switched off, and what Markdown would read in a name is escaped.</summary>
internal static class DiscordPayload
{
    private const string Special = "\\*_~`|>#[]()<:@-";
    private const int Red = 0xB3261E;
    private const int Green = 0x1D7A46;
    private const int Grey = 0x646873;

    public static byte[] Write(AlertMessage message) => JsonPayload.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("username", "AiInstrument");
        json.WriteStartObject("allowed_mentions");
        json.WriteStartArray("parse");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("embeds");
        json.WriteStartObject();
        json.WriteString("title", Clip.To(Escape(message.Title), 256));
        json.WriteString("description", Clip.To(string.Join('\n', message.Scope.Prepend(message.Text).Select(Escape)), 4096));
        json.WriteNumber("color", message.Event switch
        {
            AlertEvent.Resolved => Green,
            AlertEvent.Test => Grey,
            _ => Red,
        });
        json.WriteString("timestamp", message.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        if (message.Link is { } link)
        {
            json.WriteString("url", link);
        }

        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (Special.Contains(c, StringComparison.Ordinal))
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        return escaped.ToString();
    }
}
