using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Charts;

/// <summary>A stacked chart over time, as the page draws it, lists it and hands it to the script.</summary>
/// <param name="Label">What the chart shows, for those who do not see it.</param>
/// <param name="Measure">What is drawn.</param>
/// <param name="Labels">One per bucket, oldest first.</param>
/// <param name="Series">The stacked groups, largest first.</param>
internal sealed record ChartModel(string Label, Measure Measure, IReadOnlyList<string> Labels, IReadOnlyList<ChartSeries> Series)
{
    /// <summary>Nothing was measured in the whole window.</summary>
    public bool IsEmpty => Series.All(series => series.Values.All(value => value == 0));
}

/// <summary>One group of a chart.</summary>
/// <param name="Name">Its legend.</param>
/// <param name="Slot">Its colour, from 1; 0 for the rest.</param>
/// <param name="Href">The records behind it, or null for the rest.</param>
/// <param name="Totals">Its sums over the window.</param>
/// <param name="Values">One per bucket: nano-dollars, calls or tokens.</param>
internal sealed record ChartSeries(string Name, int Slot, string? Href, UsageTotals Totals, IReadOnlyList<long> Values);
