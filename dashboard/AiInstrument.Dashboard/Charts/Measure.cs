using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Formatting;

namespace AiInstrument.Dashboard.Charts;

/// <summary>What a chart draws.</summary>
internal sealed record Measure(string Name, Func<UsageTotals, long> Of, Func<long, string> Write)
{
    public static Measure Cost { get; } = new("cost", totals => totals.CostNanoUsd, Money.Short);

    public static Measure Calls { get; } = new("calls", totals => totals.Calls, Figures.Count);

    public static Measure Tokens { get; } = new("tokens", totals => totals.Tokens(), Figures.Compact);

    /// <summary>Tokens of calls whose cost is not known, which no cost holds.</summary>
    public static Measure Unpriced { get; } = new("unpriced", totals => totals.UnpricedTokens, Figures.Compact);

    public static IReadOnlyList<Measure> All { get; } = [Cost, Calls, Tokens, Unpriced];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(measure => measure.Name)];

    /// <summary>The named measure, else the one that says most about the sums: cost, or calls where nothing is priced.</summary>
    public static Measure Find(string? name, UsageTotals totals) =>
        All.FirstOrDefault(measure => measure.Name == name) ?? (totals.CostNanoUsd == 0 && totals.Calls > 0 ? Calls : Cost);

    /// <summary>The measures that these sums have something of.</summary>
    public static IEnumerable<Measure> Offered(UsageTotals totals) => All.Where(measure => measure != Unpriced || totals.UnpricedCalls > 0);

    /// <summary>Resource key of the name.</summary>
    public string Key => "Measure." + Name;
}
