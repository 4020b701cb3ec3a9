using System.Buffers;
using System.Globalization;
using System.Text;

namespace AiInstrument.Redaction.Scanning;

/// <summary>
/// A text as the scanners read it: escapes of JSON, of addresses and of XML are read as what they stand for, and digits, dashes and spaces of other
/// keyboards as the plain ones. It knows where each character stands in the text.
/// </summary>
internal ref struct ScannedText
{
    private const int MostRounds = 3;

    private static readonly SearchValues<char> s_escapes = SearchValues.Create("\\%&");

    private static readonly SearchValues<char> s_unusual = SearchValues.Create(Unusual());

    private char[]? _characters;
    private int[]? _places;
    private int _length;

    /// <summary>What to scan.</summary>
    public ReadOnlySpan<char> Characters { get; private set; }

    /// <summary>Reads a text; <see cref="Characters"/> is the text itself where nothing is written in another way.</summary>
    public static ScannedText Of(ReadOnlySpan<char> text)
    {
        var scanned = new ScannedText { Characters = text };
        if (text.ContainsAny(s_escapes))
        {
            scanned.Decode(text);
        }

        return scanned;
    }

    /// <summary>Reads unusual digits, dashes and spaces as the plain ones.</summary>
    public void Fold()
    {
        if (!Characters.ContainsAny(s_unusual))
        {
            return;
        }

        if (_characters is null)
        {
            _characters = ArrayPool<char>.Shared.Rent(Characters.Length);
            _length = Characters.Length;
            Characters.CopyTo(_characters);
        }

        var characters = _characters.AsSpan(0, _length);
        for (var at = 0; characters[at..].IndexOfAny(s_unusual) is var step and >= 0;)
        {
            at += step;
            characters[at] = Plain(characters[at]);
            if (++at == characters.Length)
            {
                break;
            }
        }

        Characters = characters;
    }

    /// <summary>A stretch of the text itself.</summary>
    public readonly Finding Place(in Finding found) => _places is null ? found : found with { Start = _places[found.Start], End = _places[found.End] };

    public void Dispose()
    {
        if (_characters is not null)
        {
            ArrayPool<char>.Shared.Return(_characters);
        }

        if (_places is not null)
        {
            ArrayPool<int>.Shared.Return(_places);
        }
    }

    private void Decode(ReadOnlySpan<char> text)
    {
        _characters = ArrayPool<char>.Shared.Rent(text.Length);
        _places = ArrayPool<int>.Shared.Rent(text.Length + 1);
        text.CopyTo(_characters);
        for (var i = 0; i <= text.Length; i++)
        {
            _places[i] = i;
        }

        _length = text.Length;

        // JSON may be a string in JSON, and an address a string in both.
        for (var round = 0; round < MostRounds && DecodeOnce(); round++)
        {
        }

        Characters = _characters.AsSpan(0, _length);
    }

    /// <summary>Decodes in place: what is read is never shorter than what is written.</summary>
    private bool DecodeOnce()
    {
        var characters = _characters.AsSpan(0, _length);
        var places = _places.AsSpan(0, _length + 1);
        var to = characters.IndexOfAny(s_escapes);
        if (to < 0)
        {
            return false;
        }

        var any = false;
        Span<char> decoded = stackalloc char[2];
        for (var from = to; from < characters.Length;)
        {
            var count = 0;
            var read = characters[from] switch
            {
                '\\' => Backslash(characters[from..], decoded, out count),
                '%' => Percent(characters[from..], decoded, out count),
                '&' => Reference(characters[from..], decoded, out count),
                _ => 0,
            };
            if (read > 0)
            {
                for (var i = 0; i < count; i++)
                {
                    (characters[to], places[to]) = (decoded[i], places[from]);
                    to++;
                }

                from += read;
                any = true;
            }
            else
            {
                var next = characters[(from + 1)..].IndexOfAny(s_escapes);
                var run = next < 0 ? characters.Length - from : next + 1;
                if (to != from)
                {
                    characters.Slice(from, run).CopyTo(characters[to..]);
                    places.Slice(from, run).CopyTo(places[to..]);
                }

                to += run;
                from += run;
            }
        }

        places[to] = places[_length];
        _length = to;
        return any;
    }

    private static int Backslash(ReadOnlySpan<char> text, Span<char> decoded, out int count)
    {
        count = 1;
        if (text.Length < 2)
        {
            return 0;
        }

        if (text[1] == 'u')
        {
            return text.Length >= 6 && ushort.TryParse(text.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && Set(decoded, (char)code) ? 6 : 0;
        }

        var c = text[1] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', '"' => '"', '/' => '/', '\\' => '\\', _ => '\0' };
        return c != '\0' && Set(decoded, c) ? 2 : 0;
    }

    private static int Percent(ReadOnlySpan<char> text, Span<char> decoded, out int count)
    {
        count = 0;
        Span<byte> utf8 = stackalloc byte[4];
        var bytes = 0;
        while (bytes < utf8.Length && text.Length >= (bytes + 1) * 3 && text[bytes * 3] == '%' && byte.TryParse(text.Slice((bytes * 3) + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out utf8[bytes]))
        {
            bytes++;
            if (utf8[0] < 0x80)
            {
                break;
            }
        }

        if (bytes == 0 || Rune.DecodeFromUtf8(utf8[..bytes], out var rune, out var consumed) != OperationStatus.Done)
        {
            return 0;
        }

        count = rune.EncodeToUtf16(decoded);
        return consumed * 3;
    }

    private static int Reference(ReadOnlySpan<char> text, Span<char> decoded, out int count)
    {
        const int LongestReference = 10;
        count = 0;
        var end = text[..Math.Min(text.Length, LongestReference)].IndexOf(';');
        if (end < 3)
        {
            return 0;
        }

        var name = text[1..end];
        var code = 0;
        var isKnown = name[0] == '#' ? name[1] is 'x' or 'X'
                ? int.TryParse(name[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code)
                : int.TryParse(name[1..], NumberStyles.None, CultureInfo.InvariantCulture, out code)
            : (code = name switch { "amp" => '&', "lt" => '<', "gt" => '>', "quot" => '"', "apos" => '\'', "nbsp" => ' ', _ => 0 }) > 0;
        if (!isKnown || !Rune.TryCreate(code, out var rune))
        {
            return 0;
        }

        count = rune.EncodeToUtf16(decoded);
        return end + 1;
    }

    private static bool Set(Span<char> decoded, char c)
    {
        decoded[0] = c;
        return true;
    }

    private static char Plain(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        >= '\u0660' and <= '\u0669' => (char)(c - '\u0660' + '0'),
        >= '\u06F0' and <= '\u06F9' => (char)(c - '\u06F0' + '0'),
        '\u00A0' or '\u3000' or '\u202F' or (>= '\u2000' and <= '\u200A') => ' ',
        _ => '-',
    };

    private static string Unusual()
    {
        var unusual = new StringBuilder("\u00A0\u3000\u202F\u2212");
        foreach (var (first, last) in ((char, char)[])[('\uFF01', '\uFF5E'), ('\u0660', '\u0669'), ('\u06F0', '\u06F9'), ('\u2000', '\u200A'), ('\u2010', '\u2015')])
        {
            for (var c = first; c <= last; c++)
            {
                unusual.Append(c);
            }
        }

        return unusual.ToString();
    }
}
