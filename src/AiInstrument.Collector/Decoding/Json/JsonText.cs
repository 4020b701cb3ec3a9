using System.Buffers.Text;
using System.Text;

namespace AiInstrument.Collector.Decoding.Json;

/// <summary>Undoes the escapes of a JSON string (RFC 8259, section 7) that the JSON reader has already validated.</summary>
internal static class JsonText
{
    private const int HexDigits = 4;

    /// <summary>The string in UTF-8; half a surrogate pair becomes U+FFFD.</summary>
    public static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> escaped)
    {
        // No escape is shorter than what it stands for.
        var text = new byte[escaped.Length];
        var length = 0;
        while (!escaped.IsEmpty)
        {
            var plain = escaped.IndexOf((byte)'\\');
            if (plain < 0)
            {
                plain = escaped.Length;
            }

            escaped[..plain].CopyTo(text.AsSpan(length));
            length += plain;
            escaped = escaped[plain..];
            if (!escaped.IsEmpty)
            {
                length += UnescapeOne(ref escaped, text.AsSpan(length));
            }
        }

        return text.AsSpan(0, length);
    }

    private static int UnescapeOne(ref ReadOnlySpan<byte> escaped, Span<byte> text)
    {
        var kind = escaped[1];
        escaped = escaped[2..];
        if (kind == 'u')
        {
            return TakeRune(ref escaped).EncodeToUtf8(text);
        }

        text[0] = kind switch
        {
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            _ => kind,
        };
        return 1;
    }

    private static Rune TakeRune(ref ReadOnlySpan<byte> escaped)
    {
        var first = TakeCodeUnit(ref escaped);
        if (Rune.TryCreate(first, out var single))
        {
            return single;
        }

        if (escaped.StartsWith("\\u"u8))
        {
            var rest = escaped[2..];
            var second = TakeCodeUnit(ref rest);
            if (Rune.TryCreate(first, second, out var pair))
            {
                escaped = rest;
                return pair;
            }
        }

        return Rune.ReplacementChar;
    }

    private static char TakeCodeUnit(ref ReadOnlySpan<byte> digits)
    {
        Utf8Parser.TryParse(digits[..HexDigits], out ushort unit, out _, 'x');
        digits = digits[HexDigits..];
        return (char)unit;
    }
}
