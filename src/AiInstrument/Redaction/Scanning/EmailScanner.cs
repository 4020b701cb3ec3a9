namespace AiInstrument.Redaction.Scanning;

/// <summary>Finds the address around an '@'.</summary>
internal static class EmailScanner
{
    private const int LongestLocal = 64;
    private const int LongestDomain = 253;

    /// <summary>Endings of file names, which are no top-level domains: <c>icon@2x.png</c>.</summary>
    private static readonly string[] s_files = ["png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "css", "js", "json", "html", "txt", "pdf", "xml", "dll", "exe"];

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
        if (end < 0 || IsRepository(text, start, at, end))
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
            if (i < text.Length && IsLabel(text[i], text[label]))
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
            if (label == text.Length)
            {
                break;
            }
        }

        return end;
    }

    /// <summary>A label is of one kind of script: what follows it without a space in Chinese or Japanese is not part of it.</summary>
    private static bool IsLabel(char c, char first) => c == '-' || (char.IsLetterOrDigit(c) && Chars.IsWord(c) == Chars.IsWord(first));

    private static bool IsTopLevel(ReadOnlySpan<char> label)
    {
        if (label.Length < 2)
        {
            return false;
        }

        if (label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var lower = false;
        foreach (var c in label)
        {
            // A capital behind a small letter is a member's name in code.
            if (!char.IsLetter(c) || (lower && char.IsUpper(c)))
            {
                return false;
            }

            lower = char.IsLower(c);
        }

        foreach (var file in s_files)
        {
            if (label.Equals(file, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary><c>git@host:owner/name</c> is a place and no person.</summary>
    private static bool IsRepository(ReadOnlySpan<char> text, int start, int at, int end) => text[start..at] is "git" && end < text.Length && text[end] is ':' or '/';

    private static bool IsLocal(char c) => Chars.IsWord(c) || c is '.' or '_' or '%' or '+' or '-' or '\'';
}
