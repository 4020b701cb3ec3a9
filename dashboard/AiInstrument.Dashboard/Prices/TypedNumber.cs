using System.Globalization;

namespace AiInstrument.Dashboard.Prices;

/// <summary>Reads and writes numbers of forms: with a point or a comma before the decimals, and without separators of thousands.</summary>
internal static class TypedNumber
{
    private const decimal Nano = 1_000_000_000m;
    private const decimal Most = 1_000_000_000m;

    /// <summary>The number; null when the text is none.</summary>
    public static decimal? Read(string? text) =>
        decimal.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= Most ? number : null;

    /// <summary>Dollars as nano-dollars; null when the text is no price of at most nine decimals.</summary>
    public static long? ReadNano(string? text) => Read(text) * Nano is { } nano && nano >= 0 && nano == decimal.Truncate(nano) && nano <= long.MaxValue ? (long)nano : null;

    /// <summary>Nano-dollars as dollars.</summary>
    public static string WriteDollars(long nanoUsd) => Write(nanoUsd / Nano);

    /// <summary>A number without zeros that say nothing.</summary>
    public static string Write(decimal number) => number.ToString("0.#########", CultureInfo.InvariantCulture);
}
