using System.Buffers;

namespace AiInstrument.Redaction.Scanning;

/// <summary>Finds secrets by the shapes that their issuers give them, and by the names that stand before those without one.</summary>
internal static class KeyScanner
{
    private const string PemEnd = "-----END ";
    private const int LongestNameGap = 8;
    private const int LeastNamed = 20;

    /// <summary>How far a run is followed before it is known to be a key. Without a bound, a text of beginnings without keys would be read again from each of them.</summary>
    private const int MostLooked = 512;
    private const int MostHeader = 2048;

    /// <summary>Shorter runs repeat themselves by chance; what repeats itself over a whole key is a placeholder.</summary>
    private const int LeastDistinct = 8;

    /// <summary>The dash of <c>sk-…</c>, <c>xoxb-…</c>, <c>api-key</c> or <c>-----BEGIN</c>.</summary>
    public static bool TryFindAtDash(ReadOnlySpan<char> text, int at, int floor, out Finding found)
    {
        found = default;
        if (text[at..].StartsWith("-----BEGIN ", StringComparison.Ordinal))
        {
            return TryPem(text, at, out found);
        }

        if (Before(text, at, floor, "sk") is var sk and >= 0)
        {
            var key = text[(at + 1)..Chars.EndOf(text, at + 1, Chars.Base64Url, MostLooked)];
            var isNamed = key.StartsWith("ant-", StringComparison.Ordinal) || key.StartsWith("proj-", StringComparison.Ordinal) || key.StartsWith("lf-", StringComparison.Ordinal)
                || key.StartsWith("svcacct-", StringComparison.Ordinal) || key.StartsWith("admin-", StringComparison.Ordinal);

            // Names of packages and styles begin like that too: a key has digits, and a long stretch without a dash.
            return key.Length >= 20 && IsRandom(key) && (isNamed || LongestRun(key) >= 16) && Set(out found, sk, Chars.EndOf(text, at + 1, Chars.Base64Url), RedactionTypes.ApiKey);
        }

        if (at - 4 >= floor && text[at - 4] == 'x' && text[at - 3] == 'o' && text[at - 2] == 'x' && text[at - 1] is 'a' or 'b' or 'c' or 'd' or 'e' or 'o' or 'p' or 'r' or 's'
            && !Chars.IsInWord(text, at - 4))
        {
            var key = text[(at + 1)..Chars.EndOf(text, at + 1, Chars.Base64Url, MostLooked)];
            return key.Length >= 10 && key.ContainsAnyInRange('0', '9') && Set(out found, at - 4, Chars.EndOf(text, at + 1, Chars.Base64Url), RedactionTypes.ApiKey);
        }

        return TryShape(KeyShape.AtDash, text, at, floor, out found) || TryNamedAtJoin(text, at, out found);
    }

    /// <summary>The underscore of <c>ghp_…</c>, <c>sk_live_…</c>, <c>api_key</c> or <c>aws_secret_access_key</c>.</summary>
    public static bool TryFindAtUnderscore(ReadOnlySpan<char> text, int at, int floor, out Finding found) =>
        TryShape(KeyShape.AtUnderscore, text, at, floor, out found)
        || (text[at..].StartsWith("_access_key", StringComparison.OrdinalIgnoreCase) && TryAwsSecret(text, at + "_access_key".Length, out found))
        || TryNamedAtJoin(text, at, out found);

    /// <summary>The dot of <c>SG.…</c> or <c>hvs.…</c>.</summary>
    public static bool TryFindAtDot(ReadOnlySpan<char> text, int at, int floor, out Finding found) => TryShape(KeyShape.AtDot, text, at, floor, out found);

    /// <summary>The colon of a bot's token: its number, the colon, and what is secret.</summary>
    public static bool TryFindAtColon(ReadOnlySpan<char> text, int at, int floor, out Finding found)
    {
        found = default;
        if (at - 8 < floor || !text[(at + 1)..].StartsWith("AA", StringComparison.Ordinal))
        {
            return false;
        }

        var start = at;
        while (start > floor && at - start < 11 && char.IsAsciiDigit(text[start - 1]))
        {
            start--;
        }

        var end = Chars.EndOf(text, at + 1, Chars.Base64Url, MostLooked);
        return at - start is >= 8 and <= 10 && !Chars.IsInWord(text, start) && end - at is >= 34 and <= 40 && Set(out found, start, end, RedactionTypes.ApiKey);
    }

    /// <summary>A key's name with a capital in it: <c>apiKey</c>, <c>Subscription-Key</c> is the dash's; or a key that begins with <c>SK</c>.</summary>
    public static bool TryFindAtK(ReadOnlySpan<char> text, int at, int floor, out Finding found)
    {
        found = default;
        if (Before(text, at, floor, "S") is var start and >= 0)
        {
            return Chars.EndOf(text, at + 1, Chars.LowerHex, MostLooked) == at + 33 && !Chars.IsWordAt(text, at + 33) && Set(out found, start, at + 33, RedactionTypes.ApiKey);
        }

        return EndsIn(text, at, "api") && IsKey(text, at) && TryNamed(text, at + 3, out found);
    }

    /// <summary>The token behind <c>Bearer</c>.</summary>
    public static bool TryFindAtB(ReadOnlySpan<char> text, int at, out Finding found)
    {
        found = default;
        return text[at..].StartsWith("Bearer ", StringComparison.Ordinal) && !Chars.IsInWord(text, at) && TryToken(text, at + "Bearer ".Length, out found);
    }

    /// <summary>A first digit that stands in a word: <c>dapi…</c>.</summary>
    public static bool TryFindAtDigitInWord(ReadOnlySpan<char> text, int digit, int floor, out Finding found)
    {
        const string Prefix = "dapi";
        found = default;
        var start = digit;
        while (start > floor && digit - start < 16 && text[start - 1] is >= 'a' and <= 'f')
        {
            start--;
        }

        // The letters "da" of the prefix may have been taken for hexadecimal ones.
        var rest = start >= 1 && text[start - 1] == 'i' ? start : -1;
        return rest - Prefix.Length >= floor && EndsIn(text, rest, Prefix) && !Chars.IsInWord(text, rest - Prefix.Length)
            && Chars.EndOf(text, rest, Chars.LowerHex, MostLooked) == rest + 32 && Set(out found, rest - Prefix.Length, rest + 32, RedactionTypes.ApiKey);
    }

    /// <summary>The first letter of <c>AKIA…</c>, <c>ASIA…</c>, <c>AIza…</c>, <c>ABSK…</c>, or of <c>AccessKey</c> and <c>API key</c>.</summary>
    public static bool TryFindAtA(ReadOnlySpan<char> text, int at, int floor, out Finding found)
    {
        found = default;
        var rest = text[at..];
        if (rest.Length < 20)
        {
            return false;
        }

        if (rest.StartsWith("Access", StringComparison.OrdinalIgnoreCase))
        {
            return TryAwsName(text, at, out found);
        }

        if (rest[1] == 'i' && Before(text, at, floor, "ey") >= 0)
        {
            return TryFindJwt(text, at, floor, out found);
        }

        if (Chars.IsInWord(text, at))
        {
            return false;
        }

        if (rest.StartsWith("AKIA", StringComparison.Ordinal) || rest.StartsWith("ASIA", StringComparison.Ordinal))
        {
            return Chars.EndOf(text, at, Chars.UpperAlphanumeric, MostLooked) == at + 20 && !Chars.IsWordAt(text, at + 20) && Set(out found, at, at + 20, RedactionTypes.AwsKey);
        }

        if (rest.StartsWith("AIza", StringComparison.Ordinal))
        {
            return Chars.EndOf(text, at, Chars.Base64Url, MostLooked) - at >= 39 && Set(out found, at, Chars.EndOf(text, at, Chars.Base64Url), RedactionTypes.ApiKey);
        }

        if (rest.StartsWith("ABSK", StringComparison.Ordinal))
        {
            return Chars.EndOf(text, at, Chars.Base64, MostLooked) - at >= 100 && Set(out found, at, Chars.EndOf(text, at, Chars.Base64), RedactionTypes.ApiKey);
        }

        return rest.StartsWith("API key", StringComparison.OrdinalIgnoreCase) && TryNamed(text, at + "API key".Length, out found);
    }

    /// <summary>The third letter of a JSON object that is encoded: a token's header names its algorithm, and two dots follow.</summary>
    public static bool TryFindJwt(ReadOnlySpan<char> text, int at, int floor, out Finding found)
    {
        found = default;
        var start = Before(text, at, floor, "ey");
        if (start < 0)
        {
            return false;
        }

        var header = Chars.EndOf(text, at, Chars.Base64Url, MostHeader);
        if (header == text.Length || text[header] != '.' || !IsHeader(text[start..header]))
        {
            return false;
        }

        var payload = Chars.EndOf(text, header + 1, Chars.Base64Url);

        // A text that was cut may end inside of a token.
        if (payload == text.Length)
        {
            return payload - header > 3 && Set(out found, start, payload, RedactionTypes.Jwt);
        }

        if (text[payload] != '.')
        {
            return false;
        }

        var end = Chars.EndOf(text, payload + 1, Chars.Base64Url);

        // An encrypted token has two parts more.
        if (end < text.Length && text[end] == '.' && Chars.EndOf(text, end + 1, Chars.Base64Url) is var fourth && fourth > end + 1 && fourth < text.Length && text[fourth] == '.'
            && Chars.EndOf(text, fourth + 1, Chars.Base64Url) is var fifth && fifth > fourth + 1)
        {
            end = fifth;
        }

        return Set(out found, start, end, RedactionTypes.Jwt);
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

    /// <summary><c>SecretAccessKey</c>, or with spaces.</summary>
    private static bool TryAwsName(ReadOnlySpan<char> text, int at, out Finding found)
    {
        found = default;
        var name = text[at..].StartsWith("AccessKey", StringComparison.OrdinalIgnoreCase) ? "AccessKey" : text[at..].StartsWith("Access Key", StringComparison.OrdinalIgnoreCase) ? "Access Key" : null;
        return name is not null && (EndsIn(text, at, "ecret") || EndsIn(text, at, "ecret ")) && TryAwsSecret(text, at + name.Length, out found);
    }

    /// <summary>Forty characters without a shape of their own: only the name before them tells.</summary>
    private static bool TryAwsSecret(ReadOnlySpan<char> text, int afterName, out Finding found)
    {
        found = default;
        var start = ValueStart(text, afterName);
        return start > afterName && Chars.EndOf(text, start, Chars.Base64, MostLooked) == start + 40 && Set(out found, start, start + 40, RedactionTypes.AwsKey);
    }

    /// <summary>The join of <c>api_key</c>, <c>api-key</c> or <c>Subscription-Key</c>, in any case.</summary>
    private static bool TryNamedAtJoin(ReadOnlySpan<char> text, int at, out Finding found)
    {
        found = default;
        return IsKey(text, at + 1) && (EndsIn(text, at, "api") || EndsIn(text, at, "subscription")) && TryNamed(text, at + 4, out found);
    }

    private static bool TryNamed(ReadOnlySpan<char> text, int afterName, out Finding found)
    {
        found = default;
        var start = ValueStart(text, afterName);
        return start > afterName && TryToken(text, start, out found);
    }

    /// <summary>A long run of letters and digits that a machine has made. Tokens that have a type of their own are left to it.</summary>
    private static bool TryToken(ReadOnlySpan<char> text, int start, out Finding found)
    {
        found = default;
        var token = Run(text, start, Chars.Token);
        return token.Length >= LeastNamed && !token.StartsWith("ey", StringComparison.Ordinal) && IsRandom(token)
            && Set(out found, start, token.Length < MostLooked ? start + token.Length : Chars.EndOf(text, start, Chars.Token), RedactionTypes.ApiKey);
    }

    /// <summary>The characters of a set from a place on, as far as it takes to know them; a stop at the end is the sentence's.</summary>
    private static ReadOnlySpan<char> Run(ReadOnlySpan<char> text, int start, SearchValues<char> set) => text[start..Chars.EndOf(text, start, set, MostLooked)].TrimEnd(".~");

    /// <summary>Where the value begins behind a name and what stands between them; the end of the name when nothing does.</summary>
    private static int ValueStart(ReadOnlySpan<char> text, int afterName)
    {
        const string Annotation = "string";

        // A field that is there twice may be numbered.
        var gap = afterName;
        while (gap < text.Length && gap - afterName < 2 && char.IsAsciiDigit(text[gap]))
        {
            gap++;
        }

        var start = GapEnd(text, gap);
        if (start == gap)
        {
            return afterName;
        }

        return text[start..].StartsWith(Annotation, StringComparison.Ordinal) && GapEnd(text, start + Annotation.Length) is var behind && behind > start + Annotation.Length ? behind : start;
    }

    private static int GapEnd(ReadOnlySpan<char> text, int gap)
    {
        var start = gap;
        while (start < text.Length && start - gap < LongestNameGap && text[start] is ' ' or '"' or '\'' or '`' or ':' or '=' or ',' or ';' or '\t' or '>' or '|' or '*')
        {
            start++;
        }

        return start;
    }

    private static bool TryShape(KeyShape[] shapes, ReadOnlySpan<char> text, int at, int floor, out Finding found)
    {
        found = default;
        if (KeyShape.Find(shapes, text, at, floor) is not { } shape)
        {
            return false;
        }

        var key = Run(text, at + 1, shape.Alphabet);
        return key.Length >= shape.Least && (shape.Most == 0 || key.Length <= shape.Most) && IsRandom(key)
            && Set(out found, at + 1 - shape.Prefix.Length, key.Length < MostLooked ? at + 1 + key.Length : Chars.EndOf(text, at + 1, shape.Alphabet), RedactionTypes.ApiKey);
    }

    /// <summary>Whether a token's header, encoded, names an algorithm.</summary>
    private static bool IsHeader(ReadOnlySpan<char> header)
    {
        // The three ways in which the letters of "alg" come to stand in groups of six bits.
        return header.Length >= 12 && (header.IndexOf("ImFsZyI", StringComparison.Ordinal) >= 0 || header.IndexOf("JhbGci", StringComparison.Ordinal) >= 0 || header.IndexOf("iYWxnI", StringComparison.Ordinal) >= 0);
    }

    /// <summary>Whether digits are there, and characters enough that are not the same.</summary>
    private static bool IsRandom(ReadOnlySpan<char> key)
    {
        if (!key.ContainsAnyInRange('0', '9'))
        {
            return false;
        }

        UInt128 seen = 0;
        foreach (var c in key[..Math.Min(key.Length, 64)])
        {
            seen |= UInt128.One << (c & 127);
        }

        return UInt128.PopCount(seen) >= LeastDistinct;
    }

    private static bool IsKey(ReadOnlySpan<char> text, int at) => at < text.Length && text[at..].StartsWith("key", StringComparison.OrdinalIgnoreCase);

    private static bool EndsIn(ReadOnlySpan<char> text, int end, string word) => end >= word.Length && text[(end - word.Length)..end].Equals(word, StringComparison.OrdinalIgnoreCase);

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
