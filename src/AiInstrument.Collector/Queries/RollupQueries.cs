
namespace AiInstrument.Collector.Queries;

/// <summary>Reads totals, breakdowns and timelines from the rollups.</summary>
internal sealed class RollupQueries(ReadSnapshot snapshot, FeatureNameQueries featureNames)
{
    /// <summary>The name of the group that holds what is not among the top ones.</summary>
    public const string OtherGroup = "(other)";

    // A page asks for some sums in several places; of one snapshot they are the same.
    private readonly Dictionary<(int Workspace, UsageWindow Window, UsageFilter Filter), UsageTotals> _totals = [];
    private readonly Dictionary<(int Workspace, UsageWindow Window, UsageFilter Filter, UsageDimension Dimension), IReadOnlyList<UsageGroup>> _breakdowns = [];

    public async Task<UsageTotals> TotalsAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken)
    {
        if (_totals.TryGetValue((workspaceId, window, filter), out var known))
        {
            return known;
        }

        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        var inHours = DimensionColumns.InHours(filter, dimension: null);
        using var command = QueryConditions.OnRollup(workspaceId, window, filter, inHours)
            .ToCommand(connection, $"SELECT {TotalsSql.OverRollup} FROM {(inHours ? "usage_hourly" : "usage_daily")} WHERE %where%");
        using var reader = command.ExecuteReader();
        reader.Read();
        return _totals[(workspaceId, window, filter)] = new RowReader(reader).Totals();
    }

    public async Task<IReadOnlyList<UsageGroup>> BreakdownAsync(
        int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, CancellationToken cancellationToken)
    {
        if (_breakdowns.TryGetValue((workspaceId, window, filter, dimension), out var known))
        {
            return known;
        }

        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        var inHours = DimensionColumns.InHours(filter, dimension);
        using var command = QueryConditions.OnRollup(workspaceId, window, filter, inHours).ToCommand(connection, $"""
            SELECT (SELECT value FROM dimension_values WHERE id = {DimensionColumns.Of(dimension)}) AS name, max(last_start_unix_nano), {TotalsSql.OverRollup}
            FROM {(inHours ? "usage_hourly" : "usage_daily")}
            WHERE %where%
            GROUP BY {DimensionColumns.Of(dimension)}
            ORDER BY sum(cost_nano_usd) DESC, sum(calls) DESC, name
            """);
        using var reader = command.ExecuteReader();
        var groups = new List<UsageGroup>();
        while (reader.Read())
        {
            var row = new RowReader(reader);
            var name = row.Text();
            var lastSeen = row.Instant();
            groups.Add(new UsageGroup(name, row.Totals(), lastSeen));
        }

        return _breakdowns[(workspaceId, window, filter, dimension)] = dimension == UsageDimension.Feature
            ? (await featureNames.ReadAsync(workspaceId, cancellationToken).ConfigureAwait(false)).Fold(groups)
            : groups;
    }

    public async Task<IReadOnlyList<UsageBucket>> TimelineAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        var timeline = Timeline.Of(window);
        using var command = timeline.ToCommand(connection, workspaceId, filter);
        using var reader = command.ExecuteReader();
        var totals = new Dictionary<long, UsageTotals>();
        while (reader.Read())
        {
            var row = new RowReader(reader);
            totals.Add(row.Int64(), row.Totals());
        }

        return timeline.Fill(timeline.Buckets(totals.Keys), totals);
    }

    public async Task<IReadOnlyList<UsageSeries>> SeriesAsync(
        int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, int top, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        var timeline = Timeline.Of(window);
        using var command = timeline.ToCommand(connection, workspaceId, filter, dimension);
        using var reader = command.ExecuteReader();
        var names = dimension == UsageDimension.Feature ? await featureNames.ReadAsync(workspaceId, cancellationToken).ConfigureAwait(false) : FeatureNames.None;
        var groups = new Dictionary<(bool HasName, string Name), (string? Name, Dictionary<long, UsageTotals> Totals)>();
        while (reader.Read())
        {
            var row = new RowReader(reader);
            _ = row.Int64();
            var name = names.Current(row.Text());
            if (!groups.TryGetValue((name is not null, name ?? ""), out var group))
            {
                groups.Add((name is not null, name ?? ""), group = (name, []));
            }

            var bucket = row.Int64();
            var totals = row.Totals();
            group.Totals[bucket] = group.Totals.TryGetValue(bucket, out var sum) ? sum.Plus(totals) : totals;
        }

        return ToSeries(groups.Values, timeline, Math.Max(1, top));
    }

    private static List<UsageSeries> ToSeries(IReadOnlyCollection<(string? Name, Dictionary<long, UsageTotals> Totals)> groups, Timeline timeline, int top)
    {
        var buckets = timeline.Buckets(groups.SelectMany(group => group.Totals.Keys));
        var ranked = groups
            .OrderByDescending(group => group.Totals.Values.Sum(totals => totals.CostNanoUsd))
            .ThenByDescending(group => group.Totals.Values.Sum(totals => totals.Calls))
            .ThenBy(group => group.Name, StringComparer.Ordinal)
            .ToList();
        var series = ranked.Take(top).Select(group => new UsageSeries(group.Name, timeline.Fill(buckets, group.Totals))).ToList();
        if (ranked.Count > top)
        {
            var rest = new Dictionary<long, UsageTotals>();
            foreach (var (bucket, totals) in ranked.Skip(top).SelectMany(group => group.Totals))
            {
                rest[bucket] = rest.TryGetValue(bucket, out var sum) ? sum.Plus(totals) : totals;
            }

            series.Add(new UsageSeries(OtherGroup, timeline.Fill(buckets, rest)));
        }

        return series;
    }
}
