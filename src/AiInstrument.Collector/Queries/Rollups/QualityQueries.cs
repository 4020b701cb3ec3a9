using System.Globalization;
using AiInstrument.Collector.Queries.Registry;
using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Rollups;

/// <summary>Reads percentiles, error types and savings from the quality rollup.</summary>
internal sealed class QualityQueries(ReadSnapshot snapshot, RollupQueries rollups, FeatureNameQueries featureNames)
{
    private static readonly DimensionSet NotKept = DimensionSet.Of(DimensionKind.User, DimensionKind.Project, DimensionKind.CallSite);

    // A page shows the sums of a dimension and of the whole: who has read the one adds it up to the other.
    private readonly Dictionary<(int Workspace, UsageWindow Window, UsageFilter Filter), Sums> _wholes = [];

    public async Task<UsageQuality> TotalAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (rollups.Find(connection, workspaceId, filter) is not { } ids)
        {
            return new UsageQuality(Durations([]), Durations([]), [], new CacheSavings(0, 0, 0, 0, 0));
        }

        var whole = _wholes.TryGetValue((workspaceId, window, filter), out var known) ? known : Whole(Read(connection, workspaceId, window, ids, by: null));
        return Known(ids.Kinds, whole);
    }

    public async Task<IReadOnlyList<(string? Name, UsageQuality Quality)>> ByAsync(
        int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        var kind = DimensionColumns.KindOf(dimension);
        if (rollups.Find(connection, workspaceId, filter) is not { } ids || NotKept.Has(kind))
        {
            return [];
        }

        var features = dimension == UsageDimension.Feature ? await featureNames.ReadAsync(workspaceId, cancellationToken).ConfigureAwait(false) : FeatureNames.None;
        var groups = Read(connection, workspaceId, window, ids, dimension);
        if (SavingKinds(ids.Kinds) == SavingKinds(ids.Kinds.With(kind)))
        {
            _wholes[(workspaceId, window, filter)] = Whole(groups);
        }

        var names = DimensionNames.Of(connection, groups.Keys);
        return [.. groups
            .GroupBy(group => features.Current(names.GetValueOrDefault(group.Key)), StringComparer.Ordinal)
            .Select(same => (same.Key, Known(ids.Kinds.With(kind), same.Select(group => group.Value).Aggregate((a, b) => a.Plus(b)))))];
    }

    private static UsageQuality Known(DimensionSet asked, Sums sums)
    {
        if (asked.And(NotKept).Count > 0)
        {
            return new UsageQuality(null, null, null, null);
        }

        var ofOrganizations = asked.Has(DimensionKind.Organization);
        var (responseKind, promptKind) = SavingKinds(asked);
        var (responses, prompts) = (sums.Of(responseKind), sums.Of(promptKind));
        var savings = new CacheSavings(
            responses.Sum(row => row.Value.Calls), responses.Sum(row => row.Value.NanoUsd), responses.Where(row => row.Key != 0).Sum(row => row.Value.Calls), prompts.Sum(row => row.Value.Calls), prompts.Sum(row => row.Value.NanoUsd));
        return ofOrganizations
            ? new UsageQuality(null, null, null, savings)
            : new UsageQuality(Durations(sums.Of(QualityKind.Duration)), Durations(sums.Of(QualityKind.FirstToken)), Errors(sums), savings);
    }

    // The rows that have the fewest dimensions beside those that are asked for.
    private static (QualityKind Responses, QualityKind Prompts) SavingKinds(DimensionSet asked) =>
        !asked.Has(DimensionKind.Organization) ? (QualityKind.CachedResponse, QualityKind.PromptCache)
        : asked.Count == 1 ? (QualityKind.CachedResponseOfOrganizationAlone, QualityKind.PromptCacheOfOrganizationAlone)
        : (QualityKind.CachedResponseOfOrganization, QualityKind.PromptCacheOfOrganization);

    private static DurationQuality Durations(IEnumerable<KeyValuePair<long, (string? Name, long Calls, long NanoUsd)>> rows)
    {
        var buckets = rows.OrderBy(row => row.Key).Select(row => ((int)row.Key, row.Value.Calls)).ToList();
        return new DurationQuality(
            buckets.Sum(bucket => bucket.Calls), DurationBuckets.Percentile(buckets, 0.5), DurationBuckets.Percentile(buckets, 0.95), DurationBuckets.Percentile(buckets, 0.99));
    }

    private static IReadOnlyList<ErrorClass> Errors(Sums sums) =>
        [.. sums.Of(QualityKind.Error).Select(row => new ErrorClass(row.Value.Name, row.Value.Calls)).OrderByDescending(error => error.Calls).ThenBy(error => error.Type, StringComparer.Ordinal)];

    private static Dictionary<long, Sums> Read(SqliteConnection connection, int workspaceId, UsageWindow window, FilterIds filter, UsageDimension? by)
    {
        var groups = new Dictionary<long, Sums>();
        var grouped = by is { } dimension ? DimensionColumns.Of(dimension) : "0";
        var asked = by is { } also ? filter.Kinds.With(DimensionColumns.KindOf(also)) : filter.Kinds;
        var (responses, prompts) = SavingKinds(asked);
        QualityKind[] kinds = asked.Has(DimensionKind.Organization) ? [responses, prompts] : [QualityKind.Duration, QualityKind.FirstToken, QualityKind.Error, responses, prompts];
        foreach (var ids in filter.Kinds.And(NotKept).Count > 0 ? [] : filter.Each)
        {
            var narrowed = DimensionColumns.All
                .Where(column => ids.Kinds.Has(column.Kind))
                .Select(column => $" AND {column.Column} = {ids.One(column.Kind).ToString(CultureInfo.InvariantCulture)}");
            using var command = connection.CreateCommand();
            command.CommandText = $"""
                SELECT q.id, q.kind, q.value, q.calls, q.amount, (SELECT value FROM dimension_values WHERE id = q.value AND q.kind = {(int)QualityKind.Error}) FROM (
                    SELECT {grouped} AS id, kind, value, sum(calls) AS calls, sum(amount_nano_usd) AS amount FROM {QualityRollup.Table}
                    WHERE workspace_id = $workspace AND kind IN ({string.Join(", ", kinds.Select(kind => (int)kind))}) AND day BETWEEN $from AND $to{string.Concat(narrowed)}
                    GROUP BY 1, 2, 3) q
                """;
            command.Parameters.AddWithValue("$workspace", workspaceId);
            command.Parameters.AddWithValue("$from", window.FromDay is { } from ? QueryConditions.Day(from) : 0);
            command.Parameters.AddWithValue("$to", QueryConditions.Day(window.ToDay));
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var row = new RowReader(reader);
                var id = row.Int64();
                if (!groups.TryGetValue(id, out var sums))
                {
                    groups.Add(id, sums = new Sums());
                }

                sums.Add((QualityKind)row.Int64(), row.Int64(), row.Int64(), row.Int64(), row.Text());
            }
        }

        return groups;
    }

    private static Sums Whole(Dictionary<long, Sums> groups) => groups.Values.Aggregate(new Sums(), (whole, group) => whole.Plus(group));

    /// <summary>What the rows of a group add up to.</summary>
    private sealed class Sums
    {
        private readonly Dictionary<QualityKind, Dictionary<long, (string? Name, long Calls, long NanoUsd)>> _rows = [];

        public void Add(QualityKind kind, long value, long calls, long nanoUsd, string? name)
        {
            if (!_rows.TryGetValue(kind, out var rows))
            {
                _rows.Add(kind, rows = []);
            }

            var known = rows.GetValueOrDefault(value);
            rows[value] = (name, known.Calls + calls, known.NanoUsd + nanoUsd);
        }

        public IReadOnlyCollection<KeyValuePair<long, (string? Name, long Calls, long NanoUsd)>> Of(QualityKind kind) =>
            _rows.TryGetValue(kind, out var rows) ? rows : [];

        public Sums Plus(Sums other)
        {
            foreach (var (kind, rows) in other._rows)
            {
                foreach (var (value, row) in rows)
                {
                    Add(kind, value, row.Calls, row.NanoUsd, row.Name);
                }
            }

            return this;
        }
    }
}
