using System.Globalization;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Maintenance;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries;

/// <summary>
/// Reads pages of interactions without reading all of them: the rollups say on which days how many match, so that a page begins on its day, whichever it is;
/// what they cannot say is looked for among the newest.
/// </summary>
internal sealed class RecordQueries(ReadSnapshot snapshot, RollupQueries rollups, FeatureNameQueries featureNames)
{
    private const int MostPageSize = 200;

    // Bounds of what one page reads: rows that are sorted or summed up, index entries that are passed for them, rows that a search looks at.
    private const int MostSorted = 10_000;
    private const int MostPassed = 500_000;
    private const int MostSearched = 10_000;
    private const int MostSummed = 100_000;

    // Sort names of requests; anything else sorts by time.
    private static readonly Dictionary<string, string> SortColumns = new(StringComparer.Ordinal)
    {
        ["time"] = "i.start_unix_nano",
        ["cost"] = "i.cost_nano_usd",
        ["input"] = "i.input_tokens",
        ["output"] = "i.output_tokens",
        ["duration"] = "i.duration_nano",
        ["model"] = RecordSql.Value("model"),
        ["feature"] = RecordSql.Value("feature"),
    };

    private static readonly string CurrentFeature =
        $"coalesce((SELECT value FROM json_each($renamed) WHERE key = {RecordSql.Value("feature")}), {RecordSql.Value("feature")})";

    // What a status means in a row, in the sums of a day, and the kind of its lists, where it has some. What is unpriced changes with the prices.
    private static readonly Dictionary<string, (string Condition, Func<UsageTotals, long> Count, int? List)> Statuses = new(StringComparer.Ordinal)
    {
        ["ok"] = ("status = 0", totals => totals.Succeeded, null),
        ["error"] = ("status = 1", totals => totals.Failed, RecordLists.Failed),
        ["cancelled"] = ("status = 2", totals => totals.Calls - totals.Succeeded - totals.Failed, RecordLists.Cancelled),
        ["unpriced"] = ("unpriced = 1", totals => totals.UnpricedCalls, null),
        ["estimated"] = ("estimated = 1", totals => totals.EstimatedCalls, RecordLists.Estimated),
    };

    /// <summary>A page.</summary>
    public async Task<RecordPage> PageAsync(int workspaceId, RecordQuery query, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (rollups.Find(connection, workspaceId, query.Filter) is not { } filter)
        {
            return new RecordPage([], 0, new UsageTotals());
        }

        var names = await featureNames.ReadAsync(workspaceId, cancellationToken).ConfigureAwait(false);
        return query.IncludeUncounted || query.Narrowing != RecordNarrowing.None || !string.IsNullOrWhiteSpace(query.Search)
            ? Newest(connection, workspaceId, query, names)
            : await CountedAsync(connection, workspaceId, query, filter, names, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What arrived since, by id, which grows with each row.</summary>
    public async Task<ArrivedRecords> ArrivedAsync(int workspaceId, UsageWindow window, UsageFilter filter, long? after, int most, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        using var newest = connection.CreateCommand();
        newest.CommandText = "SELECT coalesce(max(id), 0) FROM interactions";
        var last = (long)newest.ExecuteScalar()!;
        if (after is not { } known || known >= last)
        {
            return new ArrivedRecords([], last, More: false);
        }

        var from = Math.Max(known, last - MostSearched);
        var conditions = QueryConditions.OnInteractions(workspaceId, window, filter);
        conditions.And("counted = 1");
        conditions.And("i.id > $after", "$after", from);
        conditions.AddParameter("$most", most + 1);

        // Not the index by time: what arrived is a short stretch of the table's own order.
        using var command = conditions.ToCommand(connection, "SELECT i.id FROM interactions i NOT INDEXED WHERE %where% ORDER BY i.id DESC LIMIT $most");
        var ids = RecordReader.ReadIds(command);
        var rows = RecordReader.ReadRows(
            connection, [.. ids.Take(most).Reverse()], await featureNames.ReadAsync(workspaceId, cancellationToken).ConfigureAwait(false));
        return new ArrivedRecords(rows, last, from > known || ids.Count > most);
    }

    private async Task<RecordPage> CountedAsync(
        SqliteConnection connection, int workspaceId, RecordQuery query, FilterIds filter, FeatureNames names, CancellationToken cancellationToken)
    {
        var status = query.Status is { } name && Statuses.TryGetValue(name, out var known) ? known : default;
        var kept = KeptFrom(connection);
        var days = (await rollups.DaysAsync(workspaceId, query.Window, query.Filter, cancellationToken).ConfigureAwait(false))
            .Select(day => (Day: day.Key, Count: status.Count is null ? day.Value.Calls : status.Count(day.Value), Totals: day.Value))
            .Where(day => day.Count > 0 && day.Day >= kept)
            .OrderByDescending(day => day.Day)
            .ToList();
        var count = days.Sum(day => day.Count);
        var all = await rollups.DaysAsync(workspaceId, query.Window, UsageFilter.None, cancellationToken).ConfigureAwait(false);
        var reader = new RecordReader(connection, workspaceId, filter, status.Condition, status.List);
        var (column, descending) = Sort(query, names);
        var size = Math.Clamp(query.PageSize, 1, MostPageSize);
        var skip = (Math.Max(1, query.Page) - 1L) * size;

        // The rollups hold the sums of exactly these rows, but not by status.
        var totals = status.Count is null
            ? days.Aggregate(new UsageTotals(), (sum, day) => sum.Plus(day.Totals))
            : days.Sum(day => all[day.Day].Calls) <= MostSummed ? reader.Totals(days.ConvertAll(day => day.Day)) : null;
        var page = new RecordPage([], count, totals ?? new UsageTotals { Calls = count }) { TotalsKnown = totals is not null };
        if (column == SortColumns["time"])
        {
            var ordered = descending ? days : Enumerable.Reverse(days);
            return page with { Items = RecordReader.ReadRows(connection, PageByTime(reader, ordered.Select(day => (day.Day, day.Count)), skip, size, descending), names) };
        }

        var candidates = new List<long>();
        var passed = 0L;
        foreach (var (day, _, _) in days)
        {
            passed += reader.IsListed(day) ? 0 : all[day].Calls;
            candidates.AddRange(reader.Ids(day, descending: true, MostSorted - candidates.Count, 0));
            if (candidates.Count == MostSorted || passed > MostPassed)
            {
                break;
            }
        }

        return page with
        {
            Items = RecordReader.ReadRows(connection, RecordReader.Sort(connection, candidates, column, names, descending, size, skip), names),
            SortedAmong = candidates.Count < count ? candidates.Count : null,
        };
    }

    private static List<long> PageByTime(RecordReader reader, IEnumerable<(long Day, long Count)> days, long skip, int size, bool descending)
    {
        var ids = new List<long>(size);
        foreach (var (day, count) in days)
        {
            if (skip >= count)
            {
                skip -= count;
                continue;
            }

            ids.AddRange(reader.Ids(day, descending, size - ids.Count, skip));
            skip = 0;
            if (ids.Count == size)
            {
                break;
            }
        }

        return ids;
    }

    // What no rollup counts: one pass over the newest rows.
    private static RecordPage Newest(SqliteConnection connection, int workspaceId, RecordQuery query, FeatureNames names)
    {
        var search = query.Search?.Trim();
        var trace = RecordSearch.TraceId(search);
        var before = trace is null && query.Before is { } end ? (end - DateTimeOffset.UnixEpoch).Ticks * 100 : (long?)null;
        var start = trace is null ? LookedTo(connection, workspaceId, query.Window, before) : null;
        var conditions = QueryConditions.OnInteractions(workspaceId, query.Window, query.Filter, start, before);
        if (trace is not null)
        {
            conditions.And("trace_id = $trace", "$trace", trace);
        }
        else if (!string.IsNullOrEmpty(search))
        {
            RecordSearch.Narrow(conditions, search, names);
        }

        conditions.Narrow(connection, query.Narrowing);
        if (!query.IncludeUncounted)
        {
            conditions.And("counted = 1");
        }

        if (query.Status is { } status && Statuses.TryGetValue(status, out var known))
        {
            conditions.And(known.Condition);
        }

        conditions.AddParameter("$renamed", names.Json);
        var (column, descending) = Sort(query, names);
        var direction = descending ? "DESC" : "ASC";
        using var command = conditions.ToCommand(connection, $"""
            SELECT i.id FROM interactions i {(trace is null ? "INDEXED BY ix_interactions_time" : "INDEXED BY ux_interactions_span")} WHERE %where%
            ORDER BY {column} {direction}, i.id {direction}
            """);
        var ids = RecordReader.ReadIds(command);
        var size = Math.Clamp(query.PageSize, 1, MostPageSize);
        var page = ids.Skip((int)Math.Min(int.MaxValue, (Math.Max(1, query.Page) - 1L) * size)).Take(size).ToList();
        return new RecordPage(RecordReader.ReadRows(connection, page, names), ids.Count, RecordReader.Totals(connection, ids)) { Older = start is { } looked ? RowReader.ToInstant(looked) : null };
    }

    // Where the newest rows begin, on a whole tick; null when there are not more than may be looked at.
    private static long? LookedTo(SqliteConnection connection, int workspaceId, UsageWindow window, long? before)
    {
        var conditions = QueryConditions.OnInteractions(workspaceId, window, UsageFilter.None, beforeUnixNano: before);
        using var command = conditions.ToCommand(
            connection,
            string.Create(CultureInfo.InvariantCulture, $"SELECT start_unix_nano FROM interactions INDEXED BY ix_interactions_time WHERE %where% ORDER BY start_unix_nano DESC LIMIT 1 OFFSET {MostSearched}"));
        return (long?)command.ExecuteScalar() is { } start ? start / 100 * 100 : null;
    }

    private static long KeptFrom(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Retention.KeptFrom;
        return (long?)command.ExecuteScalar() ?? 0;
    }

    private static (string Column, bool Descending) Sort(RecordQuery query, FeatureNames names)
    {
        var sort = query.Sort ?? "-time";
        var name = sort.TrimStart('-');
        return (name == "feature" && names.HasAny ? CurrentFeature : SortColumns.GetValueOrDefault(name, SortColumns["time"]), sort is ['-', ..]);
    }
}
