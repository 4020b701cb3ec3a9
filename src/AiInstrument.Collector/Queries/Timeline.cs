namespace AiInstrument.Collector.Queries;

/// <summary>The buckets of a window: hours for a single day, otherwise days.</summary>
/// <param name="Window">The window.</param>
/// <param name="Hours">Whether the buckets are hours.</param>
internal readonly record struct Timeline(UsageWindow Window, bool Hours)
{
    private const int HoursPerDay = 24;

    /// <summary>The timeline of a window.</summary>
    public static Timeline Of(UsageWindow window) => new(window, window.FromDay == window.ToDay);

    /// <summary>The rollup that holds the buckets.</summary>
    public string Table => Hours ? "usage_hourly" : "usage_daily";

    /// <summary>The bucket's column.</summary>
    public string Column => Hours ? "hour" : "day";

    /// <summary>Every bucket, oldest first. A window without a start begins with the first bucket that has data.</summary>
    public List<long> Buckets(IEnumerable<long> withData)
    {
        var perDay = Hours ? HoursPerDay : 1;
        var last = (((long)QueryConditions.Day(Window.ToDay) + 1) * perDay) - 1;
        var first = Window.FromDay is { } from ? (long)QueryConditions.Day(from) * perDay : withData.DefaultIfEmpty(last).Min();
        var buckets = new List<long>((int)(last - first + 1));
        for (var bucket = first; bucket <= last; bucket++)
        {
            buckets.Add(bucket);
        }

        return buckets;
    }

    /// <summary>The totals of each bucket; those without data are zero.</summary>
    public IReadOnlyList<UsageBucket> Fill(List<long> buckets, Dictionary<long, UsageTotals> totals)
    {
        var length = Hours ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);
        return buckets.ConvertAll(bucket => new UsageBucket(DateTimeOffset.UnixEpoch + (length * bucket), totals.GetValueOrDefault(bucket) ?? new UsageTotals()));
    }
}
