using System.Globalization;

namespace AiInstrument.Cli.Output;

/// <summary>Writes amounts.</summary>
internal static class Dollars
{
    private const decimal Nanos = 1_000_000_000m;

    /// <summary>A price of a million tokens, without zeros that say nothing.</summary>
    public static string Rate(long? nanoUsd) => nanoUsd is { } price ? (price / Nanos).ToString("0.#########", CultureInfo.InvariantCulture) : "-";

    /// <summary>An amount to the nano-dollar.</summary>
    public static string Exact(long nanoUsd) => (nanoUsd / Nanos).ToString("0.000000000", CultureInfo.InvariantCulture);
}
