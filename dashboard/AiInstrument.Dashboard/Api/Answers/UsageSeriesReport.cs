using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Api.Answers;

/// <summary>The answer of <c>GET /api/ai-usage/series</c>: the same buckets, UTC hours of one day or else days, for every group.</summary>
internal sealed record UsageSeriesReport(string Period, DateOnly? From, DateOnly To, string By, IReadOnlyList<UsageSeriesItem> Groups);

/// <summary>One group; <c>rest</c> is all that are not listed.</summary>
internal sealed class UsageSeriesItem(UsageSeries series)
{
    // As the query layer calls it.
    private const string Others = "(other)";

    public string? Name => Rest ? null : series.Name;

    public bool Rest => series.Name == Others;

    public IReadOnlyList<UsageSeriesBucket> Buckets { get; } = [.. series.Buckets.Select(bucket => new UsageSeriesBucket(bucket))];
}

/// <summary>One hour or day.</summary>
internal sealed class UsageSeriesBucket(UsageBucket bucket) : UsageMeasures(bucket.Totals)
{
    public DateTimeOffset Start => bucket.Start;
}
