namespace AiInstrument.Redaction.Scanning;

/// <summary>Finds the address around an '@'.</summary>
internal static class EmailScanner
{
    private const int LongestLocal = 64;
    private const int LongestDomain = 253;

    public static bool TryFind(ReadOnlySpan<char> text, int at, int floor, out Finding found)
    {
        found = default;
        var start = at;
        while (start > floor && at - start < LongestLocal && IsLocal(text[start - 1]))
        {
            start--;
        }

        while (start < at && text[start] is '.' or '\'' or '-')
        {
            start++;
        }

        if (start == at || text[at - 1] == '.')
        {
            return false;
        }

        var end = DomainEnd(text, at + 1);
        if (end < 0)
        {
            return false;
        }

        found = new(start, end, RedactionTypes.Email);
        return true;
    }

    /// <summary>Two labels or more, the last of letters; −1 when there is no such name.</summary>
    private static int DomainEnd(ReadOnlySpan<char> text, int start)
    {
        var end = -1;
        var label = start;
        var labels = 0;
        for (var i = start; i <= text.Length && i - start <= LongestDomain; i++)
        {
            if (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '-'))
            {
                continue;
            }

            var length = i - label;
            if (length == 0 || text[label] == '-')
            {
                break;
            }

            labels++;
            if (labels > 1 && IsTopLevel(text[label..i]))
            {
                end = i;
            }

            if (i == text.Length || text[i] != '.')
            {
                break;
            }

            label = i + 1;
        }

        return end;
    }

    private static bool IsTopLevel(ReadOnlySpan<char> label)
    {
        if (label.Length < 2)
        {
            return false;
        }

        foreach (var c in label)
        {
            if (!char.IsLetter(c))
            {
                return label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase);
            }
        }

        return true;
    }

    private static bool IsLocal(char c) => char.IsLetterOrDigit(c) || c is '.' or '_' or '%' or '+' or '-' or '\'';
}
