using System.Globalization;

namespace AiInstrument.Dashboard.Formatting;

/// <summary>Writes nano-dollars: short for reading, exact for checking.</summary>
internal static class Money
{
    private const decimal NanoPerUsd = 1_000_000_000m;

    /// <summary>As many digits as the size needs: <c>$1,234.56</c>, <c>$0.0123</c>, <c>$0.000012</c>.</summary>
    public static string Short(long nanoUsd) => Sign(nanoUsd) + Math.Abs(nanoUsd / NanoPerUsd).ToString("N" + Digits(nanoUsd), CultureInfo.CurrentCulture);

    /// <summary>Every digit down to the nano-dollar.</summary>
    public static string Exact(decimal nanoUsd) => Sign(nanoUsd) + Math.Abs(nanoUsd / NanoPerUsd).ToString("N9", CultureInfo.CurrentCulture);

    /// <summary>A price of a million tokens, without zeros that say nothing.</summary>
    public static string Rate(long nanoUsd) => "$" + (nanoUsd / NanoPerUsd).ToString("#,##0.00#######", CultureInfo.CurrentCulture);

    private static string Sign(decimal nanoUsd) => nanoUsd < 0 ? "-$" : "$";

    private static int Digits(long nanoUsd) => Math.Abs(nanoUsd) switch
    {
        0 or >= 1_000_000_000 => 2,
        >= 10_000_000 => 4,
        >= 1_000_000 => 5,
        >= 100_000 => 5,
        >= 10_000 => 6,
        >= 1_000 => 7,
        >= 100 => 8,
        _ => 9,
    };
}
