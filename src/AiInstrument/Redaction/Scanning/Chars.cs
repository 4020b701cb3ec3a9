using System.Buffers;

namespace AiInstrument.Redaction.Scanning;

/// <summary>Sets of characters, and how far they reach from a place.</summary>
internal static class Chars
{
    /// <summary>Letters from here on belong to scripts that write words without spaces or join particles to what follows: a value may stand right behind them.</summary>
    private const char FirstJoinedScript = '\u0590';

    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static readonly SearchValues<char> AsciiAlphanumeric = SearchValues.Create(Alphanumeric);
    public static readonly SearchValues<char> Base64Url = SearchValues.Create(Alphanumeric + "-_");
    public static readonly SearchValues<char> Base64 = SearchValues.Create(Alphanumeric + "+/=");
    public static readonly SearchValues<char> Token = SearchValues.Create(Alphanumeric + "-_.~+/=");
    public static readonly SearchValues<char> Dotted = SearchValues.Create(Alphanumeric + "-_.");
    public static readonly SearchValues<char> UpperAlphanumeric = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    public static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>The end of the run of <paramref name="set"/> that begins at <paramref name="start"/>.</summary>
    public static int EndOf(ReadOnlySpan<char> text, int start, SearchValues<char> set)
    {
        var length = text[start..].IndexOfAnyExcept(set);
        return length < 0 ? text.Length : start + length;
    }

    /// <summary>The end of the run, or of its first <paramref name="most"/> characters.</summary>
    public static int EndOf(ReadOnlySpan<char> text, int start, SearchValues<char> set, int most) => EndOf(text[..Math.Min(text.Length, start + most)], start, set);

    /// <summary>Whether a character is part of a word that a value cannot begin or end in.</summary>
    public static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || (c is > '\u007f' and < FirstJoinedScript && char.IsLetterOrDigit(c));

    /// <summary>Whether a letter or digit of a word stands right before a place.</summary>
    public static bool IsInWord(ReadOnlySpan<char> text, int start) => start > 0 && IsWord(text[start - 1]);

    public static bool IsDigitAt(ReadOnlySpan<char> text, int index) => (uint)index < (uint)text.Length && char.IsAsciiDigit(text[index]);

    public static bool IsWordAt(ReadOnlySpan<char> text, int index) => (uint)index < (uint)text.Length && IsWord(text[index]);

    /// <summary>Whether a place is inside of a parameter of an address, where a plus is a space.</summary>
    public static bool IsInQuery(ReadOnlySpan<char> text, int at)
    {
        const int Farthest = 64;
        for (var i = at - 1; i >= 0 && at - i <= Farthest && !char.IsWhiteSpace(text[i]); i--)
        {
            if (text[i] == '=')
            {
                return true;
            }
        }

        return false;
    }
}
