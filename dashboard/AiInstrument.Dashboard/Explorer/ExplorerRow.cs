using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Coverage;
using AiInstrument.Dashboard.Charts;
using AiInstrument.Dashboard.Formatting;

namespace AiInstrument.Dashboard.Explorer;

/// <summary>One name of a dimension in the explorer.</summary>
/// <param name="Name">The name; null stands for calls without one.</param>
/// <param name="Totals">Its sums.</param>
/// <param name="Before">Its sums in the period that is compared with; null when none is.</param>
/// <param name="LastSeen">Its newest call in either period, or ever where it has none in them; null when it was never seen.</param>
/// <param name="State">One of <see cref="NameState"/>, or null.</param>
internal sealed record ExplorerRow(string? Name, UsageTotals Totals, UsageTotals? Before, DateTimeOffset? LastSeen, string? State)
{
    private static readonly UsageTotals Nothing = new();

    /// <summary>The sums by day, or by hour of one day; null where there are none.</summary>
    public Trend? Trend { get; init; }

    /// <summary>Percentiles of its durations; null where they are not kept.</summary>
    public DurationQuality? Durations { get; init; }

    /// <summary>What the registry and the latest calls say of a call site; null for other dimensions.</summary>
    public CoverageCallSite? Site { get; init; }

    /// <summary>The sums to compare with; nothing when there are none.</summary>
    public UsageTotals Compared => Before ?? Nothing;

    public long Tokens => Totals.Tokens();

    public long TokensBefore => Compared.Tokens();

    /// <summary>Whole milliseconds; 0 without calls.</summary>
    public long MeanDurationMs => (long)(Totals.MeanDurationMs() ?? 0);

    public long MeanDurationBeforeMs => (long)(Compared.MeanDurationMs() ?? 0);

    /// <summary>Whether a text is in the name, or in what is known of the call site.</summary>
    public bool Found(string text) =>
        ((string?[])[Name, Site?.Member, Site?.File, Site?.Sdk, Site?.Method, Site?.Feature]).Any(value => value?.Contains(text, StringComparison.OrdinalIgnoreCase) == true);
}
