using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Formatting;

namespace AiInstrument.Dashboard.Charts;

/// <summary>What a chart draws.</summary>
internal sealed record Measure(string Name, Func<UsageTotals, long> Of, Func<long, string> Write)
{
    public static Measure Cost { get; } = new("cost", totals => totals.CostNanoUsd, Money.Short);

    public static IReadOnlyList<Measure> All { get; } =
    [
        Cost,
        new("calls", totals => totals.Calls, Figures.Count),
        new("tokens", totals => totals.Tokens(), Figures.Compact),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(measure => measure.Name)];

    public static Measure Find(string? name) => All.FirstOrDefault(measure => measure.Name == name) ?? Cost;

    /// <summary>Resource key of the name.</summary>
    public string Key => "Measure." + Name;
}
