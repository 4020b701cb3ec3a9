using System.Text.Json;
using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Normalization;

/// <summary>Reads fields from attributes, the first usable candidate of each.</summary>
internal readonly struct FieldReader(AttributeList attributes)
{
    /// <summary>The first candidate that holds text, clipped; null when none does.</summary>
    public string? Text(ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (attributes.GetString(key) is { Length: > 0 } value)
            {
                return Clip.Dimension(value);
            }
        }

        return null;
    }

    /// <summary>The text of one key, clipped; null when absent or empty.</summary>
    public string? Text(string key) => Text([key]);

    /// <summary>The first candidate that holds a believable count.</summary>
    public long? Tokens(ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (attributes.GetInt64(key) is >= 0 and <= TokenUsage.MostTokens and var value)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Whether the first candidate that holds a boolean holds true.</summary>
    public bool Flag(ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (attributes.TryGet(key, out var value) && value.AsBool() is { } flag)
            {
                return flag;
            }
        }

        return false;
    }

    /// <summary>The first candidate that holds a number.</summary>
    public double? Number(ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (attributes.TryGet(key, out var value) && value.AsDouble() is { } number)
            {
                return number;
            }
        }

        return null;
    }

    /// <summary>The first candidate as a list separated by commas: an array, a JSON array in a string (some emitters send that), or a plain string.</summary>
    public string? Joined(ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (!attributes.TryGet(key, out var value))
            {
                continue;
            }

            var items = value.Kind == AttributeKind.Array
                ? value.Elements.Select(element => element.AsString())
                : FromText(value.AsString());
            if (string.Join(',', items.Where(item => !string.IsNullOrEmpty(item))) is { Length: > 0 } joined)
            {
                return Clip.Dimension(joined);
            }
        }

        return null;
    }

    private static IEnumerable<string?> FromText(string? text)
    {
        if (text is not ['[', ..])
        {
            return [text];
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.EnumerateArray()
                .Where(element => element.ValueKind == JsonValueKind.String)
                .Select(element => element.GetString())
                .ToArray();
        }
        catch (JsonException)
        {
            // Text that only looks like JSON is kept as it is.
            return [text];
        }
    }
}
