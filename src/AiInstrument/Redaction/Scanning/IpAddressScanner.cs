using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace AiInstrument.Redaction.Scanning;

/// <summary>Finds IP addresses: four numbers at their first digit, hextets at a colon.</summary>
internal static class IpAddressScanner
{
    private const int LongestV6 = 45;

    private static readonly SearchValues<char> s_v6 = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>Four parts up to 255. What is called a version is one.</summary>
    public static bool TryFindV4(ReadOnlySpan<char> text, int start, out Finding found)
    {
        found = default;
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
        }

        if (Chars.IsLetterOrDigitAt(text, at) || (at + 1 < text.Length && text[at] is '.' or '-' or '_' && Chars.IsLetterOrDigitAt(text, at + 1))
            || NumberContext.NamesVersion(text, start))
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

        var end = Chars.EndOf(text, at, s_v6);
        while (end > start && (text[end - 1] == '.' || (text[end - 1] == ':' && !(end - 2 >= start && text[end - 2] == ':'))))
        {
            end--;
        }

        var token = text[start..end];
        if (token.Length is < 3 or > LongestV6 || Chars.IsInWord(text, start) || Chars.IsLetterOrDigitAt(text, end)
            || !token.ContainsAnyInRange('0', '9')
            || !(token.IndexOf("::", StringComparison.Ordinal) >= 0 || token.Count(':') >= 6)
            || !IPAddress.TryParse(token, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        found = new(start, end, RedactionTypes.IpAddress);
        return true;
    }
}
