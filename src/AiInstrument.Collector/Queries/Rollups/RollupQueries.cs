using System.Globalization;
using AiInstrument.Collector.Queries.Registry;
using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Rollups;

/// <summary>Reads totals, breakdowns and timelines from the rollups.</summary>
internal sealed class RollupQueries(ReadSnapshot snapshot, FeatureNameQueries featureNames)
{
    /// <summary>The name of the group that holds what is not among the top ones.</summary>
    public const string OtherGroup = "(other)";

    private static readonly DimensionKind[] FlowKinds = [DimensionKind.EntryPoint, DimensionKind.Feature, DimensionKind.Model];

    // A page asks for some sums in several places; of one snapshot they are the same.
    private readonly Dictionary<(int Workspace, UsageWindow Window, UsageFilter Filter), UsageTotals> _totals = [];
    private readonly Dictionary<(int Workspace, UsageWindow Window, UsageFilter Filter, UsageDimension Dimension), Breakdown> _breakdowns = [];
    private readonly Dictionary<(int Workspace, UsageFilter Filter), FilterIds?> _filters = [];
    private readonly Dictionary<RollupFamily, long> _filled = [];

    public async Task<UsageTotals> TotalsAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken)
    {
        if (_totals.TryGetValue((workspaceId, window, filter), out var known))
        {
            return known;
        }

        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        var sums = Read(connection, workspaceId, window, filter, by: null, among: null, byDay: false);
        return _totals[(workspaceId, window, filter)] = sums.TryGetValue((0, 0), out var sum) ? sum.Totals : new UsageTotals();
    }

    public async Task<IReadOnlyList<UsageGroup>> BreakdownAsync(
        int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        var names = await featureNames.ReadAsync(workspaceId, cancellationToken).ConfigureAwait(false);
        return ReadBreakdown(connection, workspaceId, window, filter, dimension, names).Groups;
    }

    public async Task<UsageTop> TopAsync(int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, int most, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        var kind = DimensionColumns.KindOf(dimension);

        // There are thousands of people: most of them are read for their rank alone.
        if (!DimensionSet.People.Has(kind) || _breakdowns.ContainsKey((workspaceId, window, filter, dimension)) || ReadRanks(connection, workspaceId, window, filter, kind) is not { } ranks)
        {
            var groups = await BreakdownAsync(workspaceId, window, filter, dimension, cancellationToken).ConfigureAwait(false);
            return new UsageTop([.. groups.Take(most)], groups.Count);
        }

        var ranked = ranks.OrderByDescending(rank => rank.Value.Cost).ThenByDescending(rank => rank.Value.Calls).ToList();

        // Whoever is level with the last of them may come before it by name.
        var chosen = ranked.Count <= most ? ranked : ranked.FindAll(rank => (rank.Value.Cost, rank.Value.Calls).CompareTo(ranked[most - 1].Value) >= 0);
        var names = Names(connection, chosen.Select(rank => rank.Key));
        var top = chosen.OrderByDescending(rank => rank.Value.Cost).ThenByDescending(rank => rank.Value.Calls).ThenBy(rank => names.GetValueOrDefault(rank.Key), StringComparer.Ordinal).Take(most).ToList();
        var sums = Read(connection, workspaceId, window, filter, kind, top.ConvertAll(rank => rank.Key), byDay: false);
        return new UsageTop(top.ConvertAll(rank => Group(rank.Key, sums[(rank.Key, 0)])), ranked.Count);

        UsageGroup Group(long id, (UsageTotals Totals, long Last) sum) => new(names.GetValueOrDefault(id), sum.Totals, RowReader.ToInstant(sum.Last));
    }

    public async Task<IReadOnlyList<UsageBucket>> TimelineAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        var timeline = Timeline.Of(window);
        var totals = ReadBuckets(connection, workspaceId, timeline, filter, dimension: null, among: null).ToDictionary(bucket => bucket.Key.Bucket, bucket => bucket.Value);
        return timeline.Fill(timeline.Buckets(totals.Keys), totals);
    }

    public async Task<IReadOnlyList<UsageSeries>> SeriesAsync(
        int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, int top, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        var timeline = Timeline.Of(window);
        var names = await featureNames.ReadAsync(workspaceId, cancellationToken).ConfigureAwait(false);
        var (groups, ids) = ReadBreakdown(connection, workspaceId, window, filter, dimension, names);
        if (groups.Count == 0)
        {
            return [];
        }

        // The buckets of the top groups alone; what is left of all is the rest.
        var chosen = ids.Take(Math.Max(1, top)).ToList();
        var all = ReadBuckets(connection, workspaceId, timeline, filter, dimension: null, among: null).ToDictionary(bucket => bucket.Key.Bucket, bucket => bucket.Value);
        var buckets = timeline.Buckets(all.Keys);
        var parts = ReadBuckets(connection, workspaceId, timeline, filter, dimension, [.. chosen.SelectMany(group => group)]).ToLookup(bucket => bucket.Key.Id, bucket => (bucket.Key.Bucket, Totals: bucket.Value));
        var series = chosen.Select((group, index) => new UsageSeries(groups[index].Name, timeline.Fill(buckets, Sum(group.SelectMany(id => parts[id]))))).ToList();
        if (groups.Count > chosen.Count)
        {
            foreach (var (bucket, totals) in parts.SelectMany(group => group))
            {
                all[bucket] = all[bucket].Minus(totals);
            }

            series.Add(new UsageSeries(OtherGroup, timeline.Fill(buckets, all)));
        }

        return series;
    }

    public async Task<IReadOnlyList<UsageSeries>> SeriesAsync(
        int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, IReadOnlyList<string?> names, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        var timeline = Timeline.Of(window);
        var features = await featureNames.ReadAsync(workspaceId, cancellationToken).ConfigureAwait(false);
        var (groups, ids) = ReadBreakdown(connection, workspaceId, window, filter, dimension, features);
        var places = groups.Select((group, place) => (Name: group.Name ?? "", place)).ToDictionary(group => group.Name, group => group.place, StringComparer.Ordinal);
        var chosen = names.Where(name => places.ContainsKey(name ?? "")).Select(name => (Name: name, Ids: ids[places[name ?? ""]])).ToList();
        if (chosen.Count == 0)
        {
            return [];
        }

        var parts = ReadBuckets(connection, workspaceId, timeline, filter, dimension, [.. chosen.SelectMany(group => group.Ids)]).ToLookup(bucket => bucket.Key.Id, bucket => (bucket.Key.Bucket, Totals: bucket.Value));
        var buckets = timeline.Buckets(parts.SelectMany(group => group).Select(bucket => bucket.Bucket));
        return chosen.ConvertAll(group => new UsageSeries(group.Name, timeline.Fill(buckets, Sum(group.Ids.SelectMany(id => parts[id])))));
    }

    public async Task<IReadOnlyList<UsageFlow>> FlowAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        var features = await featureNames.ReadAsync(workspaceId, cancellationToken).ConfigureAwait(false);
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

        Left(sums, totals => totals.Calls);
        var names = Names(connection, sums.Keys.SelectMany(key => (long[])[key.EntryPoint, key.Feature, key.Model]).Distinct());
        return [.. sums
            .GroupBy(sum => (EntryPoint: names.GetValueOrDefault(sum.Key.EntryPoint), Feature: features.Current(names.GetValueOrDefault(sum.Key.Feature)), Model: names.GetValueOrDefault(sum.Key.Model)))
            .Select(same => new UsageFlow(same.Key.EntryPoint, same.Key.Feature, same.Key.Model, same.Select(sum => sum.Value).Aggregate((a, b) => a.Plus(b))))];
    }

    /// <summary>The ids of a filter; null when nothing can match.</summary>
    public FilterIds? Find(SqliteConnection connection, int workspaceId, UsageFilter filter)
    {
        if (!_filters.TryGetValue((workspaceId, filter), out var ids))
        {
            _filters.Add((workspaceId, filter), ids = FilterIds.Find(connection, workspaceId, filter));
        }

        return ids;
    }

    /// <summary>The totals of each day that has any, by the day's number since the Unix epoch.</summary>
    public async Task<IReadOnlyDictionary<long, UsageTotals>> DaysAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        return Read(connection, workspaceId, window, filter, by: null, among: null, byDay: true).ToDictionary(day => day.Key.Bucket, day => day.Value.Totals);
    }

    /// <summary>The totals of values of a dimension by the values' ids, of all days or of each day, by its number since the Unix epoch.</summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="window">The window.</param>
    /// <param name="filter">Narrows.</param>
    /// <param name="kind">The dimension.</param>
    /// <param name="among">The only ids that are asked for; null for all.</param>
    /// <param name="byDay">Whether each day is apart; otherwise the day is 0.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyDictionary<(long Id, long Day), UsageTotals>> ValuesAsync(
        int workspaceId, UsageWindow window, UsageFilter filter, DimensionKind kind, IReadOnlyList<long>? among, bool byDay, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        return Read(connection, workspaceId, window, filter, kind, among, byDay).ToDictionary(value => (value.Key.Id, value.Key.Bucket), value => value.Value.Totals);
    }

    /// <summary>The values with some ids; none for 0.</summary>
    public static Dictionary<long, string> Names(SqliteConnection connection, IEnumerable<long> ids)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT v.id, v.value FROM json_each($ids) wanted CROSS JOIN dimension_values v ON v.id = wanted.value";
        command.Parameters.AddWithValue("$ids", $"[{string.Join(',', ids.Where(id => id != 0).Select(id => id.ToString(CultureInfo.InvariantCulture)))}]");
        using var reader = command.ExecuteReader();
        var names = new Dictionary<long, string>();
        while (reader.Read())
        {
            names.Add(reader.GetInt64(0), reader.GetString(1));
        }

        return names;
    }

    private Breakdown ReadBreakdown(SqliteConnection connection, int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, FeatureNames features)
    {
        if (_breakdowns.TryGetValue((workspaceId, window, filter, dimension), out var known))
        {
            return known;
        }

        var sums = Read(connection, workspaceId, window, filter, DimensionColumns.KindOf(dimension), among: null, byDay: false);
        var names = Names(connection, sums.Keys.Select(key => key.Id));
        var ranked = Fold(sums.Select(sum => (sum.Key.Id, new UsageGroup(names.GetValueOrDefault(sum.Key.Id), sum.Value.Totals, RowReader.ToInstant(sum.Value.Last)))), dimension == UsageDimension.Feature ? features : FeatureNames.None)
            .OrderByDescending(entry => entry.Group.Totals.CostNanoUsd)
            .ThenByDescending(entry => entry.Group.Totals.Calls)
            .ThenBy(entry => entry.Group.Name, StringComparer.Ordinal)
            .ToList();
        return _breakdowns[(workspaceId, window, filter, dimension)] = new Breakdown(ranked.ConvertAll(entry => entry.Group), ranked.ConvertAll(entry => entry.Ids));
    }

    /// <summary>Puts what was recorded under former ids to the ids of today.</summary>
    private static IEnumerable<(IReadOnlyList<long> Ids, UsageGroup Group)> Fold(IEnumerable<(long Id, UsageGroup Group)> groups, FeatureNames features) =>
        !features.HasAny
            ? groups.Select(entry => ((IReadOnlyList<long>)[entry.Id], entry.Group))
            : groups
                .GroupBy(entry => features.Current(entry.Group.Name), StringComparer.Ordinal)
                .Select(same => (
                    (IReadOnlyList<long>)[.. same.Select(entry => entry.Id)],
                    new UsageGroup(same.Key, same.Select(entry => entry.Group.Totals).Aggregate((a, b) => a.Plus(b)), same.Max(entry => entry.Group.LastSeen))));

    private static Dictionary<long, UsageTotals> Sum(IEnumerable<(long Bucket, UsageTotals Totals)> parts) =>
        parts.GroupBy(part => part.Bucket).ToDictionary(same => same.Key, same => same.Select(part => part.Totals).Aggregate((a, b) => a.Plus(b)));

    private Dictionary<(long Id, long Bucket), UsageTotals> ReadBuckets(
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

    private Dictionary<(long Id, long Bucket), (UsageTotals Totals, long Last)> Read(
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

    private IEnumerable<RollupStretch> Stretches(SqliteConnection connection, int workspaceId, UsageWindow window, FilterIds ids, IReadOnlyList<DimensionKind> by, bool byDay)
    {
        var source = RollupSource.Of(ids.Kinds, by);
        return RollupStretch.Cut(
            source, FromDay(connection, workspaceId, window), QueryConditions.Day(window.ToDay), Filled(connection, source.Family ?? RollupFamily.Shape),
            source.Days == RollupDefinition.Sites ? EmptyThrough(connection) : -1, byDay);
    }

    // Cost and calls of each value; null where only the records know.
    private Dictionary<long, (long Cost, long Calls)>? ReadRanks(SqliteConnection connection, int workspaceId, UsageWindow window, UsageFilter filter, DimensionKind by)
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

    /// <summary>The first day of a window; of all time the first that has calls.</summary>
    public static long FromDay(SqliteConnection connection, int workspaceId, UsageWindow window) =>
        window.FromDay is { } first ? QueryConditions.Day(first) : FirstDay(connection, workspaceId) ?? QueryConditions.Day(window.ToDay);

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

    /// <summary>Groups, largest first, and the ids of each.</summary>
    private sealed record Breakdown(IReadOnlyList<UsageGroup> Groups, IReadOnlyList<IReadOnlyList<long>> Ids);
}
