using System.Buffers;
using System.Text;
using System.Text.Json;

namespace AiInstrument.Redaction.Scanning;

/// <summary>Fits what was found into a JSON document, so that it is one afterwards: nothing crosses the end of a string, and what was a number becomes a string.</summary>
internal static class JsonPlaces
{
    /// <summary>Fits the findings of a text, where the text is JSON.</summary>
    /// <param name="text">The text.</param>
    /// <param name="findings">In the order of the text; changed in place.</param>
    public static void Fit(ReadOnlySpan<char> text, List<Finding> findings)
    {
        if (!IsDocument(text))
        {
            return;
        }

        var (start, end) = (0, -1);
        for (var i = 0; i < findings.Count; i++)
        {
            var found = findings[i];
            if (found.Quote is not null)
            {
                // A member's whole value.
                continue;
            }

            while (end < found.Start && start < text.Length)
            {
                // The next string; text.Length where there is none.
                var quote = text[(end + 1)..].IndexOf('"');
                start = quote < 0 ? text.Length : end + 1 + quote + 1;
                end = quote < 0 ? text.Length : StringEnd(text, start);
            }

            findings[i] = start < found.End ? Inside(text, found with { Start = Math.Max(found.Start, start), End = Math.Min(found.End, end) }) : Value(text, found);
        }
    }

    /// <summary>Whether a text is a JSON document that texts can be in.</summary>
    public static bool IsDocument(ReadOnlySpan<char> text)
    {
        var trimmed = text.Trim();
        return trimmed.Length >= 2 && (trimmed[0], trimmed[^1]) is ('{', '}') or ('[', ']') or ('"', '"') && IsJson(trimmed);
    }

    /// <summary>A document that is a string in a document keeps its form too.</summary>
    private static Finding Inside(ReadOnlySpan<char> text, Finding found)
    {
        var before = text[..found.Start].TrimEnd(' ');
        var after = text[found.End..].TrimStart(' ');
        return before.EndsWith("\\\":", StringComparison.Ordinal) && !after.IsEmpty && after[0] is ',' or '}' or ']' ? found with { Quote = "\\\"" } : found;
    }

    /// <summary>A number goes as a whole.</summary>
    private static Finding Value(ReadOnlySpan<char> text, Finding found)
    {
        var (start, end) = (found.Start, found.End);
        while (start > 0 && IsNumber(text[start - 1]))
        {
            start--;
        }

        while (end < text.Length && IsNumber(text[end]))
        {
            end++;
        }

        return found with { Start = start, End = end, Quote = "\"" };
    }

    private static bool IsNumber(char c) => char.IsAsciiDigit(c) || c is '-' or '+' or '.' or 'e' or 'E';

    /// <summary>The closing quote of a string.</summary>
    public static int StringEnd(ReadOnlySpan<char> text, int start)
    {
        for (var at = start; at < text.Length && text[at..].IndexOfAny('"', '\\') is var step and >= 0;)
        {
            at += step;
            if (text[at] == '"')
            {
                return at;
            }

            at += 2;
        }

        return text.Length;
    }

    private static bool IsJson(ReadOnlySpan<char> text)
    {
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var reader = new Utf8JsonReader(utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8)));
            while (reader.Read())
            {
                reader.TrySkip();
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }
}
