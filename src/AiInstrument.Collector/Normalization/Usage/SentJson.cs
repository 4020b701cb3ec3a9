using System.Text.Json;

namespace AiInstrument.Collector.Normalization.Usage;

/// <summary>Reads JSON objects that senders put into strings. Whatever they hold, nothing is thrown.</summary>
internal static class SentJson
{
    // A provider's metadata may hold the whole answer; nothing that is looked for is in such a text.
    private const int MostChars = 256 * 1024;

    /// <summary>Lets a function read the object.</summary>
    /// <returns>False when the text is no JSON object.</returns>
    public static bool Read<T>(string text, Action<JsonElement, T> read, T into)
    {
        if (text.Length > MostChars || !text.AsSpan().TrimStart().StartsWith("{"))
        {
            return false;
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            read(json.RootElement, into);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // No object; or a name with half a surrogate pair, which cannot be made a string.
            return false;
        }
    }

    /// <summary>A believable number of tokens, or null.</summary>
    public static long? Tokens(JsonElement number) =>
        number.TryGetDouble(out var value) && value >= 0 && value <= TokenUsage.MostTokens && Math.Floor(value) == value ? (long)value : null;
}
