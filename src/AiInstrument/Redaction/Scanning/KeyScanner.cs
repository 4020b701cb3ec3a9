namespace AiInstrument.Redaction.Scanning;

/// <summary>Finds secrets by the shapes that their issuers give them.</summary>
internal static class KeyScanner
{
    private const string PemEnd = "-----END ";

    /// <summary>The dash of <c>sk-…</c>, <c>xoxb-…</c> or <c>-----BEGIN</c>.</summary>
    public static bool TryFindAtDash(ReadOnlySpan<char> text, int at, int floor, out Finding found)
    {
        found = default;
        if (text[at..].StartsWith("-----BEGIN ", StringComparison.Ordinal))
        {
            return TryPem(text, at, out found);
        }

        if (Before(text, at, floor, "sk") is var sk and >= 0)
        {
            var end = Chars.EndOf(text, at + 1, Chars.Base64Url);
            var key = text[(at + 1)..end];
            var isNamed = key.StartsWith("ant-", StringComparison.Ordinal) || key.StartsWith("proj-", StringComparison.Ordinal)
                || key.StartsWith("svcacct-", StringComparison.Ordinal) || key.StartsWith("admin-", StringComparison.Ordinal);

            // Names of packages and styles begin like that too: a key has digits, and a long stretch without a dash.
            return key.Length >= 20 && key.ContainsAnyInRange('0', '9') && (isNamed || LongestRun(key) >= 16) && Set(out found, sk, end, RedactionTypes.ApiKey);
        }

        if (at - 4 >= floor && text[at - 4] == 'x' && text[at - 3] == 'o' && text[at - 2] == 'x' && text[at - 1] is 'a' or 'b' or 'c' or 'd' or 'e' or 'o' or 'p' or 'r' or 's'
            && !Chars.IsInWord(text, at - 4))
        {
            var end = Chars.EndOf(text, at + 1, Chars.Base64Url);
            return end - at > 10 && text[at..end].ContainsAnyInRange('0', '9') && Set(out found, at - 4, end, RedactionTypes.ApiKey);
        }

        return false;
    }

    /// <summary>The underscore of <c>ghp_…</c>, <c>github_pat_…</c>, <c>sk_live_…</c> or <c>aws_secret_access_key</c>.</summary>
    public static bool TryFindAtUnderscore(ReadOnlySpan<char> text, int at, int floor, out Finding found)
    {
        found = default;
        var rest = text[at..];
        if (at - 3 >= floor && text[at - 3] == 'g' && text[at - 2] == 'h' && text[at - 1] is 'p' or 'o' or 'u' or 's' or 'r' && !Chars.IsInWord(text, at - 3))
        {
            var end = Chars.EndOf(text, at + 1, Chars.AsciiAlphanumeric);
            return end - at > 36 && Set(out found, at - 3, end, RedactionTypes.ApiKey);
        }

        if (rest.StartsWith("_pat_", StringComparison.Ordinal) && Before(text, at, floor, "github") is var github and >= 0)
        {
            var end = Chars.EndOf(text, at + 5, Chars.Word);
            return end - at >= 27 && Set(out found, github, end, RedactionTypes.ApiKey);
        }

        if ((rest.StartsWith("_live_", StringComparison.Ordinal) || rest.StartsWith("_test_", StringComparison.Ordinal))
            && at - 2 >= floor && text[at - 2] is 's' or 'r' && text[at - 1] == 'k' && !Chars.IsInWord(text, at - 2))
        {
            var end = Chars.EndOf(text, at + 6, Chars.AsciiAlphanumeric);
            return end - at >= 22 && Set(out found, at - 2, end, RedactionTypes.ApiKey);
        }

        return rest.StartsWith("_access_key", StringComparison.OrdinalIgnoreCase) && TryAwsSecret(text, at + "_access_key".Length, out found);
    }

    /// <summary>The first letter of <c>AKIA…</c>, <c>ASIA…</c> or <c>AIza…</c>.</summary>
    public static bool TryFindAtA(ReadOnlySpan<char> text, int at, out Finding found)
    {
        found = default;
        var rest = text[at..];
        if (rest.Length < 20 || Chars.IsInWord(text, at))
        {
            return false;
        }

        if (rest.StartsWith("AKIA", StringComparison.Ordinal) || rest.StartsWith("ASIA", StringComparison.Ordinal))
        {
            return Chars.EndOf(text, at, Chars.UpperAlphanumeric) == at + 20 && !Chars.IsLetterOrDigitAt(text, at + 20) && Set(out found, at, at + 20, RedactionTypes.AwsKey);
        }

        if (rest.StartsWith("AIza", StringComparison.Ordinal))
        {
            var end = Chars.EndOf(text, at, Chars.Base64Url);
            return end - at >= 39 && Set(out found, at, end, RedactionTypes.ApiKey);
        }

        return false;
    }

    /// <summary>The third letter of <c>eyJ</c>: an encoded JSON object begins with it, a token has two dots.</summary>
    public static bool TryFindAtJ(ReadOnlySpan<char> text, int at, int floor, out Finding found)
    {
        found = default;
        var start = Before(text, at, floor, "ey");
        if (start < 0)
        {
            return false;
        }

        var header = Chars.EndOf(text, at, Chars.Base64Url);
        if (header - start < 10 || header == text.Length || text[header] != '.')
        {
            return false;
        }

        var payload = Chars.EndOf(text, header + 1, Chars.Base64Url);
        if (payload - header < 3)
        {
            return false;
        }

        // A text that was cut may end inside of a token.
        if (payload == text.Length)
        {
            return text[(header + 1)..].StartsWith("ey", StringComparison.Ordinal) && Set(out found, start, payload, RedactionTypes.Jwt);
        }

        return text[payload] == '.' && Set(out found, start, Chars.EndOf(text, payload + 1, Chars.Base64Url), RedactionTypes.Jwt);
    }

    /// <summary>Without an end the rest of the text goes: better too much than half a key.</summary>
    private static bool TryPem(ReadOnlySpan<char> text, int at, out Finding found)
    {
        found = default;
        var header = text.Slice(at, Math.Min(64, text.Length - at));
        if (header.IndexOf("PRIVATE KEY", StringComparison.Ordinal) < 0)
        {
            return false;
        }

        var end = text[at..].IndexOf(PemEnd, StringComparison.Ordinal);
        var closing = end < 0 ? -1 : text[(at + end + PemEnd.Length)..].IndexOf("-----", StringComparison.Ordinal);
        return Set(out found, at, closing < 0 ? text.Length : at + end + PemEnd.Length + closing + 5, RedactionTypes.PrivateKey);
    }

    /// <summary>Forty characters without a shape of their own: only the name before them tells.</summary>
    private static bool TryAwsSecret(ReadOnlySpan<char> text, int afterName, out Finding found)
    {
        found = default;
        var start = afterName;
        while (start < text.Length && start - afterName < 8 && text[start] is ' ' or '"' or '\'' or ':' or '=')
        {
            start++;
        }

        if (start == afterName || start >= text.Length)
        {
            return false;
        }

        return Chars.EndOf(text, start, Chars.Base64) == start + 40 && Set(out found, start, start + 40, RedactionTypes.AwsKey);
    }

    private static int LongestRun(ReadOnlySpan<char> key)
    {
        var longest = 0;
        while (!key.IsEmpty)
        {
            var end = key.IndexOfAny('-', '_');
            longest = Math.Max(longest, end < 0 ? key.Length : end);
            key = end < 0 ? [] : key[(end + 1)..];
        }

        return longest;
    }

    /// <summary>Where the word begins that ends before <paramref name="at"/>; −1 when another stands there.</summary>
    private static int Before(ReadOnlySpan<char> text, int at, int floor, string word)
    {
        var start = at - word.Length;
        return start >= floor && text[start..at].SequenceEqual(word) && !Chars.IsInWord(text, start) ? start : -1;
    }

    private static bool Set(out Finding found, int start, int end, string type)
    {
        found = new(start, end, type);
        return true;
    }
}
