using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace AiInstrument.Redaction.Scanning;

/// <summary>Finds IP addresses: four numbers at their first digit, hextets at a colon.</summary>
internal static class IpAddressScanner
{
    private const int LongestV6 = 45;

    private static readonly SearchValues<char> s_v6 = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>Four parts up to 255. What is called a version or a section is none.</summary>
    public static bool TryFindV4(ReadOnlySpan<char> text, int start, out Finding found)
    {
        found = default;
        Span<int> parts = stackalloc int[4];
        var at = start;
        for (var part = 0; part < 4; part++)
        {
            var value = 0;
            var first = at;
            while (Chars.IsDigitAt(text, at) && at - first < 4)
            {
                value = (value * 10) + (text[at] - '0');
                at++;
            }

            var digits = at - first;
            if (digits is 0 or > 3 || value > 255 || (digits > 1 && text[first] == '0') || (part < 3 && !(at < text.Length && text[at++] == '.')))
            {
                return false;
            }

            parts[part] = value;
        }

        if (Chars.IsWordAt(text, at) || ComesFrom(text, start) || GoesOn(text, at) || IsVersion(text, start, at, parts))
        {
            return false;
        }

        found = new(start, at, RedactionTypes.IpAddress);
        return true;
    }

    public static bool TryFindV6(ReadOnlySpan<char> text, int at, int floor, out Finding found)
    {
        found = default;
        var start = at;
        while (start > floor && at - start < LongestV6 && s_v6.Contains(text[start - 1]))
        {
            start--;
        }

        if (start < at && text[start] == ':' && text[start + 1] != ':')
        {
            // The colon of a label: "IP：fd00::1".
            start++;
        }

        var end = start;
        while (end < text.Length && end - start <= LongestV6 && s_v6.Contains(text[end]))
        {
            end++;
        }

        while (end > start && (text[end - 1] == '.' || (text[end - 1] == ':' && !(end - 2 >= start && text[end - 2] == ':'))))
        {
            end--;
        }

        var token = text[start..end];
        if (token.Length is < 3 or > LongestV6 || Chars.IsInWord(text, start) || Chars.IsWordAt(text, end)
            || !token.ContainsAnyInRange('0', '9')
            || !(token.IndexOf("::", StringComparison.Ordinal) >= 0 || token.Count(':') >= 6)
            || IsHardwareAddress(token)
            || !IPAddress.TryParse(token, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        found = new(start, end, RedactionTypes.IpAddress);
        return true;
    }

    /// <summary>A part before, or a name that it is the end of. A dash behind another address makes a range.</summary>
    private static bool ComesFrom(ReadOnlySpan<char> text, int start) =>
        start > 1 && text[start - 1] is '.' or '-' or '_' && Chars.IsWord(text[start - 2]) && !(text[start - 1] == '-' && char.IsAsciiDigit(text[start - 2]));

    /// <summary>Another part, or a suffix. A dash before a second address makes a range.</summary>
    private static bool GoesOn(ReadOnlySpan<char> text, int at) =>
        at + 1 < text.Length && text[at] is '.' or '-' or '_' && Chars.IsWord(text[at + 1]) && !(text[at] == '-' && char.IsAsciiDigit(text[at + 1]) && IsFourParts(text[(at + 1)..]));

    private static bool IsFourParts(ReadOnlySpan<char> text)
    {
        var end = text[..Math.Min(text.Length, 15)].IndexOfAnyExcept("0123456789.");
        return text[..(end < 0 ? Math.Min(text.Length, 15) : end)].Count('.') >= 3;
    }

    /// <summary>Programs number themselves in four parts too: by name, behind a product, or with two zeros at the end.</summary>
    private static bool IsVersion(ReadOnlySpan<char> text, int start, int end, ReadOnlySpan<int> parts)
    {
        var isNetwork = end < text.Length && text[end] == '/' && Chars.IsDigitAt(text, end + 1);
        return (parts[2] == 0 && parts[3] == 0 && !isNetwork && parts[0] is not (0 or 10 or 127 or 172 or 192 or 255)) || NumberContext.NamesVersion(text, start);
    }

    private static bool IsHardwareAddress(ReadOnlySpan<char> token)
    {
        if (token.Length != 23)
        {
            return false;
        }

        for (var i = 2; i < token.Length; i += 3)
        {
            if (token[i] != ':')
            {
                return false;
            }
        }

        return true;
    }
}
