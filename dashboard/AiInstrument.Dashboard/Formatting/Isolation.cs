using System.Globalization;
using System.Text;

namespace AiInstrument.Dashboard.Formatting;

/// <summary>Names within texts and attributes, where no element can hold their direction (Unicode Standard Annex 9, isolates).</summary>
internal static class Isolation
{
    private const char Begin = '\u2068';
    private const char End = '\u2069';

    /// <summary>A name that does not reorder what stands around it. One that is written from left to right, without marks that say otherwise, stays as it is.</summary>
    public static string Of(string name) => name.EnumerateRunes().Any(rune => IsMark(rune) || IsRightToLeft(rune)) ? Begin + string.Concat(name.EnumerateRunes().Where(rune => !IsMark(rune))) + End : name;

    // What opens or closes a direction of its own: one too many would close ours.
    private static bool IsMark(Rune rune) => rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    private static bool IsRightToLeft(Rune rune) =>
        rune.Value is 0x200F or 0x061C or (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF)
        && Rune.GetUnicodeCategory(rune) != UnicodeCategory.OtherNotAssigned;
}
