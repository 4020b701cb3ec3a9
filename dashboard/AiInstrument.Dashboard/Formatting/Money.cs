using System.Globalization;

namespace AiInstrument.Dashboard.Formatting;

/// <summary>Writes nano-dollars in the reader's currency: short for reading, exact for checking.</summary>
internal static class Money
{
    private const decimal Nano = 1_000_000_000m;

    /// <summary>As many digits as the size needs: <c>$1,234.56</c>, <c>$0.0123</c>, <c>$0.000012</c>.</summary>
    public static string Short(long nanoUsd) => Write(nanoUsd, "N" + Digits(DisplayCurrency.Current.Of(nanoUsd)));

    /// <summary>Every digit down to the billionth; of a dollar there are no more.</summary>
    public static string Exact(decimal nanoUsd) => Write(nanoUsd, "N9");

    /// <summary>A price of a million tokens, without zeros that say nothing.</summary>
    public static string Rate(long nanoUsd) => Write(nanoUsd, "#,##0.00#######");

    /// <summary>A price of a million tokens in dollars, as it is set and stored.</summary>
    public static string UsdRate(long nanoUsd) => "$" + (nanoUsd / Nano).ToString("#,##0.00#######", CultureInfo.CurrentCulture);

    private static string Write(decimal nanoUsd, string format)
    {
        var currency = DisplayCurrency.Current;
        return (nanoUsd < 0 ? "-" : "") + currency.Symbol + Math.Abs(currency.Of(nanoUsd) / Nano).ToString(format, CultureInfo.CurrentCulture);
    }

    private static int Digits(decimal nano) => Math.Abs(nano) switch
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
