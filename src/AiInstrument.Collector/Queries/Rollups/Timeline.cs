using System.Globalization;
using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Rollups;

/// <summary>The buckets of a window: hours for a single day, otherwise days.</summary>
/// <param name="Window">The window.</param>
/// <param name="Hours">Whether the buckets are hours.</param>
internal readonly record struct Timeline(UsageWindow Window, bool Hours)
{
    private const int HoursPerDay = 24;

    /// <summary>The timeline of a window.</summary>
    public static Timeline Of(UsageWindow window) => new(window, window.FromDay == window.ToDay);

    /// <summary>A query that sums up the hours of the one day, by a dimension when there is one.</summary>
    /// <param name="connection">The snapshot's.</param>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="filter">Narrows.</param>
    /// <param name="dimension">The dimension to group by, or null.</param>
    /// <param name="among">The only ids of the dimension that matter, or null.</param>
    /// <returns>A command whose rows are the dimension's id (0 without one), the hour and its totals.</returns>
    public SqliteCommand HoursCommand(SqliteConnection connection, int workspaceId, UsageFilter filter, UsageDimension? dimension, IReadOnlyList<long>? among)
    {
        var kind = dimension is { } one ? DimensionColumns.KindOf(one) : HourRollup.AllCalls;
        if (filter == UsageFilter.None && (kind == HourRollup.AllCalls || HourRollup.Kept.Any(kept => kept.Kind == kind)))
        {
            return OfKept(connection, workspaceId, kind, among);
        }

        // Hours of users and of combinations with people are not kept; the records of the one day are.
        var kept = DimensionColumns.InHours(filter, dimension);
        var conditions = kept ? QueryConditions.OnRollup(workspaceId, Window, filter, hours: true) : QueryConditions.OnInteractions(workspaceId, Window, filter);
        if (!kept)
        {
            conditions.And("counted = 1");
        }

        var group = dimension is { } known ? DimensionColumns.Of(known) : "0";
        Among(conditions, group, among);
        var hour = kept ? "hour" : "start_unix_nano / 3600000000000";
        return conditions.ToCommand(connection, $"""
            SELECT {group}, {hour}, {(kept ? TotalsSql.OverRollup : TotalsSql.OverInteractions)}
            FROM {(kept ? "usage_hourly" : "interactions")}
            WHERE %where%
            GROUP BY {(dimension is null ? "" : group + ", ")}{hour}
            """);
    }

    private SqliteCommand OfKept(SqliteConnection connection, int workspaceId, DimensionKind kind, IReadOnlyList<long>? among)
    {
        var conditions = QueryConditions.OnRollup(workspaceId, Window, UsageFilter.None, hours: true);
        conditions.And(FormattableString.Invariant($"kind = {(int)kind}"));
        Among(conditions, "of_id", among);
        return conditions.ToCommand(connection, $"SELECT of_id, hour, {string.Join(", ", RollupDefinition.Sums.Select(sum => sum.Column))} FROM {HourRollup.Table} WHERE %where%");
    }

    private static void Among(QueryConditions conditions, string column, IReadOnlyList<long>? among)
    {
        if (among is not null)
        {
            conditions.And($"{column} IN ({string.Join(", ", among.Select(id => id.ToString(CultureInfo.InvariantCulture)))})");
        }
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
