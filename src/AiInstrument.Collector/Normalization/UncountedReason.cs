using System.Globalization;

namespace AiInstrument.Collector.Normalization;

/// <summary>Why a stored interaction pays for nothing, in the words that are stored.</summary>
internal static class UncountedReason
{
    /// <summary>A sum of calls whose tree is not settled yet.</summary>
    public const string NotSettled = "aggregate";

    /// <summary>A sum of calls that all count themselves.</summary>
    public const string CountedBeneath = "counted by the calls beneath it";

    /// <summary>A sum of calls that reported no usage, with nothing beneath it.</summary>
    public const string NoUsage = "no usage of its own";

    private const string Covered = "covered by span ";
    private const string Twin = "same response as span ";
    private const int MostSpanChars = 32;

    /// <summary>Its sender says which span counts for it.</summary>
    public static string CoveredBy(string span) => Covered + Clip.To(span, MostSpanChars);

    /// <summary>Another report of the same call pays.</summary>
    public static string SameResponse(ulong payer) => string.Create(CultureInfo.InvariantCulture, $"{Twin}{payer:x16}");

    /// <summary>Whether it is another report of the same call that pays.</summary>
    public static bool IsTwin(string? reason) => reason?.StartsWith(Twin, StringComparison.Ordinal) == true;

    /// <summary>The span that counts instead, as 16 hex digits; null when the reason names none.</summary>
    public static string? PayerOf(string? reason)
    {
        var name = reason is null ? null
            : reason.StartsWith(Covered, StringComparison.Ordinal) ? reason[Covered.Length..]
            : IsTwin(reason) ? reason[Twin.Length..]
            : null;
        return name is not null && ulong.TryParse(name, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var span)
            ? span.ToString("x16", CultureInfo.InvariantCulture)
            : null;
    }
}
