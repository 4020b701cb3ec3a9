using System.Globalization;

namespace AiInstrument.Cli.Output;

/// <summary>Writes numbers of things.</summary>
internal static class Counted
{
    /// <summary>A number and its thing, in the plural unless it is one.</summary>
    public static string Of(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
