using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Charts;

/// <summary>The shape of a measure over time, to be drawn small.</summary>
/// <param name="Measure">What is drawn.</param>
/// <param name="Values">Oldest first; where there are many buckets, neighbours are added up.</param>
internal sealed record Trend(Measure Measure, IReadOnlyList<long> Values)
{
    private const int MostPoints = 60;

    /// <summary>Cost over time, or calls where nothing is priced.</summary>
    /// <param name="totals">The sums of the buckets.</param>
    /// <param name="buckets">Oldest first.</param>
    public static Trend Of(UsageTotals totals, IReadOnlyList<UsageBucket> buckets) => Of(Measure.Find(name: null, totals), buckets);

    /// <summary>A measure over time.</summary>
    public static Trend Of(Measure measure, IReadOnlyList<UsageBucket> buckets) =>
        new(measure, [.. buckets.Chunk(1 + ((buckets.Count - 1) / MostPoints)).Select(neighbours => neighbours.Sum(bucket => measure.Of(bucket.Totals)))]);
}
