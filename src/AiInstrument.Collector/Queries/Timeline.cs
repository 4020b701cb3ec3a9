using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries;

/// <summary>The buckets of a window: hours for a single day, otherwise days.</summary>
/// <param name="Window">The window.</param>
/// <param name="Hours">Whether the buckets are hours.</param>
internal readonly record struct Timeline(UsageWindow Window, bool Hours)
{
    private const int HoursPerDay = 24;

    /// <summary>The timeline of a window.</summary>
    public static Timeline Of(UsageWindow window) => new(window, window.FromDay == window.ToDay);

    /// <summary>A query that sums up buckets, by a dimension when there is one.</summary>
    /// <param name="connection">The snapshot's.</param>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="filter">Narrows.</param>
    /// <param name="dimension">The dimension, whose id and value then come before the bucket.</param>
    /// <returns>A command whose rows are the bucket and its totals.</returns>
    public SqliteCommand ToCommand(SqliteConnection connection, int workspaceId, UsageFilter filter, UsageDimension? dimension = null)
    {
        var inHours = DimensionColumns.InHours(filter, dimension);

        // Hours of people are not kept; the records of the one day are.
        var fromRecords = Hours && !inHours;
        var conditions = fromRecords ? QueryConditions.OnInteractions(workspaceId, Window, filter) : QueryConditions.OnRollup(workspaceId, Window, filter, inHours);
        if (fromRecords)
        {
            conditions.And("counted = 1");
        }

        var group = dimension is { } known ? DimensionColumns.Of(known) : null;
        var bucket = fromRecords ? "start_unix_nano / 3600000000000" : !inHours ? "day" : Hours ? "hour" : "hour / 24";
        return conditions.ToCommand(connection, $"""
            SELECT {(group is null ? "" : $"{group}, (SELECT value FROM dimension_values WHERE id = {group}), ")}{bucket}, {(fromRecords ? TotalsSql.OverInteractions : TotalsSql.OverRollup)}
            FROM {(fromRecords ? "interactions" : inHours ? "usage_hourly" : "usage_daily")}
            WHERE %where%
            GROUP BY {(group is null ? "" : group + ", ")}{bucket}
            """);
    }

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
