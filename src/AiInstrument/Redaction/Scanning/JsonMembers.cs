using System.Text;

namespace AiInstrument.Redaction.Scanning;

/// <summary>Finds the values of a JSON document's members by their names: what cannot be known by its shape.</summary>
internal static class JsonMembers
{
    /// <summary>Adds the values of members that are named.</summary>
    /// <param name="text">A text; where it is no JSON document, nothing is found.</param>
    /// <param name="types">The type of each name that goes, whatever its case.</param>
    /// <param name="findings">Takes what is found.</param>
    public static void Find(ReadOnlySpan<char> text, Dictionary<string, string> types, ref List<Finding>? findings)
    {
        if (!JsonPlaces.IsDocument(text))
        {
            return;
        }

        for (var at = 0; at < text.Length && text[at..].IndexOf('"') is var step and >= 0;)
        {
            var start = at + step + 1;
            var end = JsonPlaces.StringEnd(text, start);
            at = Math.Min(end + 1, text.Length);
            var colon = SkipSpace(text, at);
            if (colon >= text.Length || text[colon] != ':' || !types.TryGetValue(Name(text[start..end]), out var type))
            {
                continue;
            }

            var value = SkipSpace(text, colon + 1);
            at = ValueEnd(text, value);
            if (!text[value..at].SequenceEqual("null"))
            {
                (findings ??= []).Add(text[value] == '"' ? new(value + 1, at - 1, type) : new Finding(value, at, type) { Quote = "\"" });
            }
        }
    }

    private static string Name(ReadOnlySpan<char> written)
    {
        if (!written.Contains('\\'))
        {
            return written.ToString();
        }

        var name = new StringBuilder(written.Length);
        using var scanned = ScannedText.Of(written);
        return name.Append(scanned.Characters).ToString();
    }

    /// <summary>After a string, a literal, or all of an object or array.</summary>
    private static int ValueEnd(ReadOnlySpan<char> text, int start)
    {
        var depth = 0;
        for (var at = start; at < text.Length;)
        {
            switch (text[at])
            {
                case '"':
                    at = Math.Min(JsonPlaces.StringEnd(text, at + 1) + 1, text.Length);
                    break;
                case '{' or '[':
                    depth++;
                    at++;
                    continue;
                case '}' or ']':
                    depth--;
                    at++;
                    break;
                default:
                    var rest = text[at..].IndexOfAny("\"{}[], \t\r\n");
                    at = rest < 0 ? text.Length : rest == 0 ? at + 1 : at + rest;
                    break;
            }

            if (depth <= 0)
            {
                return at;
            }
        }

        return text.Length;
    }

    private static int SkipSpace(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\r' or '\n')
        {
            at++;
        }

        return at;
    }
}
