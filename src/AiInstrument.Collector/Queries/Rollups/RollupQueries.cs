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

    // A page asks for some sums in several places; of one snapshot they are the same.
    private readonly Dictionary<(int Workspace, UsageWindow Window, UsageFilter Filter), UsageTotals> _totals = [];
    private readonly Dictionary<(int Workspace, UsageWindow Window, UsageFilter Filter, UsageDimension Dimension), Breakdown> _breakdowns = [];
    private readonly RollupReader _reader = new();

    public async Task<UsageTotals> TotalsAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken)
    {
        if (_totals.TryGetValue((workspaceId, window, filter), out var known))
        {
            return known;
        }

        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        var sums = _reader.Read(connection, workspaceId, window, filter, by: null, among: null, byDay: false);
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
        if (!DimensionSet.People.Has(kind) || _breakdowns.ContainsKey((workspaceId, window, filter, dimension)) || _reader.Ranks(connection, workspaceId, window, filter, kind) is not { } ranks)
        {
            var groups = await BreakdownAsync(workspaceId, window, filter, dimension, cancellationToken).ConfigureAwait(false);
            return new UsageTop([.. groups.Take(most)], groups.Count);
        }

        var ranked = ranks.OrderByDescending(rank => rank.Value.Cost).ThenByDescending(rank => rank.Value.Calls).ToList();

        // Whoever is level with the last of them may come before it by name.
        var chosen = ranked.Count <= most ? ranked : ranked.FindAll(rank => (rank.Value.Cost, rank.Value.Calls).CompareTo(ranked[most - 1].Value) >= 0);
        var names = DimensionNames.Of(connection, chosen.Select(rank => rank.Key));
        var top = chosen.OrderByDescending(rank => rank.Value.Cost).ThenByDescending(rank => rank.Value.Calls).ThenBy(rank => names.GetValueOrDefault(rank.Key), StringComparer.Ordinal).Take(most).ToList();
        var sums = _reader.Read(connection, workspaceId, window, filter, kind, top.ConvertAll(rank => rank.Key), byDay: false);
        return new UsageTop(top.ConvertAll(rank => Group(rank.Key, sums[(rank.Key, 0)])), ranked.Count);

        UsageGroup Group(long id, (UsageTotals Totals, long Last) sum) => new(names.GetValueOrDefault(id), sum.Totals, RowReader.ToInstant(sum.Last));
    }

    public async Task<IReadOnlyList<UsageBucket>> TimelineAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        var timeline = Timeline.Of(window);
        var totals = _reader.Buckets(connection, workspaceId, timeline, filter, dimension: null, among: null).ToDictionary(bucket => bucket.Key.Bucket, bucket => bucket.Value);
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
        var all = _reader.Buckets(connection, workspaceId, timeline, filter, dimension: null, among: null).ToDictionary(bucket => bucket.Key.Bucket, bucket => bucket.Value);
        var buckets = timeline.Buckets(all.Keys);
        var parts = _reader.Buckets(connection, workspaceId, timeline, filter, dimension, [.. chosen.SelectMany(group => group)]).ToLookup(bucket => bucket.Key.Id, bucket => (bucket.Key.Bucket, Totals: bucket.Value));
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

        var parts = _reader.Buckets(connection, workspaceId, timeline, filter, dimension, [.. chosen.SelectMany(group => group.Ids)]).ToLookup(bucket => bucket.Key.Id, bucket => (bucket.Key.Bucket, Totals: bucket.Value));
        var buckets = timeline.Buckets(parts.SelectMany(group => group).Select(bucket => bucket.Bucket));
        return chosen.ConvertAll(group => new UsageSeries(group.Name, timeline.Fill(buckets, Sum(group.Ids.SelectMany(id => parts[id])))));
    }

    public async Task<IReadOnlyList<UsageFlow>> FlowAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        var features = await featureNames.ReadAsync(workspaceId, cancellationToken).ConfigureAwait(false);
        var sums = _reader.Flow(connection, workspaceId, window, filter);
        var names = DimensionNames.Of(connection, sums.Keys.SelectMany(key => (long[])[key.EntryPoint, key.Feature, key.Model]).Distinct());
        return [.. sums
            .GroupBy(sum => (EntryPoint: names.GetValueOrDefault(sum.Key.EntryPoint), Feature: features.Current(names.GetValueOrDefault(sum.Key.Feature)), Model: names.GetValueOrDefault(sum.Key.Model)))
            .Select(same => new UsageFlow(same.Key.EntryPoint, same.Key.Feature, same.Key.Model, same.Select(sum => sum.Value).Aggregate((a, b) => a.Plus(b))))];
    }

    /// <summary>The ids of a filter; null when nothing can match.</summary>
    public FilterIds? Find(SqliteConnection connection, int workspaceId, UsageFilter filter) => _reader.Find(connection, workspaceId, filter);

    /// <summary>The totals of each day that has any, by the day's number since the Unix epoch.</summary>
    public async Task<IReadOnlyDictionary<long, UsageTotals>> DaysAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        return _reader.Read(connection, workspaceId, window, filter, by: null, among: null, byDay: true).ToDictionary(day => day.Key.Bucket, day => day.Value.Totals);
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
        return _reader.Read(connection, workspaceId, window, filter, kind, among, byDay).ToDictionary(value => (value.Key.Id, value.Key.Bucket), value => value.Value.Totals);
    }

    private Breakdown ReadBreakdown(SqliteConnection connection, int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, FeatureNames features)
    {
        if (_breakdowns.TryGetValue((workspaceId, window, filter, dimension), out var known))
        {
            return known;
        }

        var sums = _reader.Read(connection, workspaceId, window, filter, DimensionColumns.KindOf(dimension), among: null, byDay: false);
        var names = DimensionNames.Of(connection, sums.Keys.Select(key => key.Id));
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

    /// <summary>Groups, largest first, and the ids of each.</summary>
    private sealed record Breakdown(IReadOnlyList<UsageGroup> Groups, IReadOnlyList<IReadOnlyList<long>> Ids);
}
