using System.Buffers;

namespace AiInstrument.Redaction.Scanning;

/// <summary>Sets of characters, and how far they reach from a place.</summary>
internal static class Chars
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static readonly SearchValues<char> AsciiAlphanumeric = SearchValues.Create(Alphanumeric);
    public static readonly SearchValues<char> Base64Url = SearchValues.Create(Alphanumeric + "-_");
    public static readonly SearchValues<char> Base64 = SearchValues.Create(Alphanumeric + "+/=");
    public static readonly SearchValues<char> Word = SearchValues.Create(Alphanumeric + "_");
    public static readonly SearchValues<char> UpperAlphanumeric = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>The end of the run of <paramref name="set"/> that begins at <paramref name="start"/>.</summary>
    public static int EndOf(ReadOnlySpan<char> text, int start, SearchValues<char> set)
    {
        var length = text[start..].IndexOfAnyExcept(set);
        return length < 0 ? text.Length : start + length;
    }

    /// <summary>Whether a letter or digit stands right before a place.</summary>
    public static bool IsInWord(ReadOnlySpan<char> text, int start) => start > 0 && char.IsLetterOrDigit(text[start - 1]);

    public static bool IsDigitAt(ReadOnlySpan<char> text, int index) => (uint)index < (uint)text.Length && char.IsAsciiDigit(text[index]);

    public static bool IsLetterOrDigitAt(ReadOnlySpan<char> text, int index) => (uint)index < (uint)text.Length && char.IsLetterOrDigit(text[index]);
}
