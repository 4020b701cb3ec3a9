using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Formatting;

/// <summary>A measure in two periods.</summary>
/// <param name="Now">Its value.</param>
/// <param name="Before">Its value in the period that is compared with.</param>
/// <param name="Write">Writes a value.</param>
/// <param name="Href">The records behind <paramref name="Before"/>, or null.</param>
internal sealed record Delta(long Now, long Before, Func<long, string> Write, string? Href)
{
    public long Difference => Now - Before;

    /// <summary>The difference as a share of what was before; null where that was nothing.</summary>
    public double? Share => Before == 0 ? null : (double)Difference / Before;

    /// <summary>The difference with its sign.</summary>
    public string Signed => Sign(Difference) + Write(Math.Abs(Difference));

    /// <summary>The share with its sign, or null.</summary>
    public string? SignedShare => Share is { } share && Difference != 0 ? Sign(Difference) + Figures.Percent(Math.Abs(share)) : null;

    /// <summary>The change of cost; null where one of the two costs is not known at all.</summary>
    public static Delta? OfCost(UsageTotals now, UsageTotals before, string? href) =>
        now.IsCostUnknown() || before.IsCostUnknown() ? null : new(now.CostNanoUsd, before.CostNanoUsd, Money.Short, href);

    /// <summary>The change of the mean duration; null without calls in both.</summary>
    public static Delta? OfDuration(UsageTotals now, UsageTotals before, string? href) =>
        now.MeanDurationMs() is { } mean && before.MeanDurationMs() is { } then ? new((long)mean, (long)then, value => Figures.Duration(value), href) : null;

    private static string Sign(long difference) => difference switch { > 0 => "+", < 0 => "−", _ => "±" };
}
