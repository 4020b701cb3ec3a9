using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Rollups;

/// <summary>Reads sums from the rollups of one snapshot, by the ids of names: which rollup answers for which days, and what they say together.</summary>
internal sealed class RollupReader
{
    private static readonly DimensionKind[] FlowKinds = [DimensionKind.EntryPoint, DimensionKind.Feature, DimensionKind.Model];

    private readonly Dictionary<(int Workspace, UsageFilter Filter), FilterIds?> _filters = [];
    private readonly Dictionary<RollupFamily, long> _filled = [];

    /// <summary>The ids of a filter; null when nothing can match.</summary>
    public FilterIds? Find(SqliteConnection connection, int workspaceId, UsageFilter filter)
    {
        if (!_filters.TryGetValue((workspaceId, filter), out var ids))
        {
            _filters.Add((workspaceId, filter), ids = FilterIds.Find(connection, workspaceId, filter));
        }

        return ids;
    }

    /// <summary>The totals of each bucket of a timeline, by the id of a dimension's value; 0 without a dimension.</summary>
    public Dictionary<(long Id, long Bucket), UsageTotals> Buckets(
        SqliteConnection connection, int workspaceId, Timeline timeline, UsageFilter filter, UsageDimension? dimension, IReadOnlyList<long>? among)
    {
        if (!timeline.Hours)
        {
            return Read(connection, workspaceId, timeline.Window, filter, dimension is { } by ? DimensionColumns.KindOf(by) : null, among, byDay: true)
                .ToDictionary(bucket => bucket.Key, bucket => bucket.Value.Totals);
        }

        using var command = timeline.HoursCommand(connection, workspaceId, filter, dimension, among);
        using var reader = command.ExecuteReader();
        var hours = new Dictionary<(long, long), UsageTotals>();
        while (reader.Read())
        {
            var row = new RowReader(reader);
            hours.Add((row.Int64(), row.Int64()), row.Totals());
        }

        return hours;
    }

    /// <summary>Sums and the last call of each value of a dimension, by the value's id, of all days or of each day, by its number since the Unix epoch.</summary>
    /// <param name="connection">The snapshot's.</param>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="window">The window.</param>
    /// <param name="filter">Narrows.</param>
    /// <param name="by">The dimension; null for one sum with the id 0.</param>
    /// <param name="among">The only ids that are asked for; null for all.</param>
    /// <param name="byDay">Whether each day is apart; otherwise the day is 0.</param>
    public Dictionary<(long Id, long Bucket), (UsageTotals Totals, long Last)> Read(
        SqliteConnection connection, int workspaceId, UsageWindow window, UsageFilter filter, DimensionKind? by, IReadOnlyList<long>? among, bool byDay)
    {
        var sums = new Dictionary<(long, long), (UsageTotals Totals, long Last)>();
        DimensionKind[] grouped = by is { } kind ? [kind] : [];
        foreach (var ids in Find(connection, workspaceId, filter)?.Each ?? [])
        {
            foreach (var stretch in Stretches(connection, workspaceId, window, ids, grouped, byDay))
            {
                foreach (var reader in Rows(connection, stretch.Sql(workspaceId, ids, grouped, among, byDay)))
                {
                    var row = new RowReader(reader);
                    var key = (row.Int64(), row.Int64());
                    var last = row.NullableInt64() ?? 0;
                    var totals = row.Totals();
                    sums[key] = sums.TryGetValue(key, out var sum) ? (stretch.Join(sum.Totals, totals), Math.Max(sum.Last, last)) : (totals, last);
                }
            }
        }

        return Left(sums, sum => sum.Totals.Calls);
    }

    /// <summary>Cost and calls of each value of a dimension, by the value's id; null where only the records know.</summary>
    public Dictionary<long, (long Cost, long Calls)>? Ranks(SqliteConnection connection, int workspaceId, UsageWindow window, UsageFilter filter, DimensionKind by)
    {
        var ranks = new Dictionary<long, (long Cost, long Calls)>();
        foreach (var ids in Find(connection, workspaceId, filter)?.Each ?? [])
        {
            foreach (var stretch in Stretches(connection, workspaceId, window, ids, [by], byDay: false))
            {
                if (stretch.Rollup is null)
                {
                    return null;
                }

                var sign = stretch.IsLess ? -1 : 1;
                foreach (var reader in Rows(connection, stretch.Sql(workspaceId, ids, [by], among: null, byDay: false, TotalsSql.Rank)))
                {
                    var row = new RowReader(reader);
                    var id = row.Int64();
                    _ = (row.Int64(), row.NullableInt64());
                    var known = ranks.GetValueOrDefault(id);
                    ranks[id] = (known.Cost + (sign * row.Int64()), known.Calls + (sign * row.Int64()));
                }
            }
        }

        return Left(ranks, rank => rank.Calls);
    }

    /// <summary>The totals of every combination of a route or job, a feature and a model, by the ids of their names.</summary>
    public Dictionary<(long EntryPoint, long Feature, long Model), UsageTotals> Flow(SqliteConnection connection, int workspaceId, UsageWindow window, UsageFilter filter)
    {
        var sums = new Dictionary<(long EntryPoint, long Feature, long Model), UsageTotals>();
        foreach (var ids in Find(connection, workspaceId, filter)?.Each ?? [])
        {
            foreach (var stretch in Stretches(connection, workspaceId, window, ids, FlowKinds, byDay: false))
            {
                foreach (var reader in Rows(connection, stretch.Sql(workspaceId, ids, FlowKinds, among: null, byDay: false)))
                {
                    var row = new RowReader(reader);
                    var key = (row.Int64(), row.Int64(), row.Int64());
                    _ = (row.Int64(), row.NullableInt64());
                    var totals = row.Totals();
                    sums[key] = sums.TryGetValue(key, out var sum) ? stretch.Join(sum, totals) : totals;
                }
            }
        }

        return Left(sums, totals => totals.Calls);
    }

    /// <summary>The first day of a window; of all time the first that has calls.</summary>
    public static long FromDay(SqliteConnection connection, int workspaceId, UsageWindow window) =>
        window.FromDay is { } first ? QueryConditions.Day(first) : FirstDay(connection, workspaceId) ?? QueryConditions.Day(window.ToDay);

    private IEnumerable<RollupStretch> Stretches(SqliteConnection connection, int workspaceId, UsageWindow window, FilterIds ids, IReadOnlyList<DimensionKind> by, bool byDay)
    {
        var source = RollupSource.Of(ids.Kinds, by);
        return RollupStretch.Cut(
            source, FromDay(connection, workspaceId, window), QueryConditions.Day(window.ToDay), Filled(connection, source.Family ?? RollupFamily.Shape),
            source.Days == RollupDefinition.Sites ? EmptyThrough(connection) : -1, byDay);
    }

    // Groups whose calls were all on the days that a month was left without.
    private static Dictionary<TKey, TSum> Left<TKey, TSum>(Dictionary<TKey, TSum> sums, Func<TSum, long> calls)
        where TKey : notnull
    {
        foreach (var (key, _) in sums.Where(sum => calls(sum.Value) == 0))
        {
            sums.Remove(key);
        }

        return sums;
    }

    private static IEnumerable<SqliteDataReader> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return reader;
        }
    }

    private static long EmptyThrough(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = SiteRollup.EmptyThrough;
        return (long?)command.ExecuteScalar() ?? -1;
    }

    private static long? FirstDay(SqliteConnection connection, int workspaceId)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT hour / 24 FROM usage_hourly WHERE workspace_id = $workspace ORDER BY hour LIMIT 1";
        command.Parameters.AddWithValue("$workspace", workspaceId);
        return (long?)command.ExecuteScalar();
    }

    private long Filled(SqliteConnection connection, RollupFamily family)
    {
        if (_filled.TryGetValue(family, out var day))
        {
            return day;
        }

        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM collector_state WHERE name = $name";
        command.Parameters.AddWithValue("$name", DerivedRollups.StateOf(family));
        return _filled[family] = (long?)command.ExecuteScalar() ?? -1;
    }
}
