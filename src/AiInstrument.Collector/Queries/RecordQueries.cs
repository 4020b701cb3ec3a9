using System.Globalization;
using AiInstrument.Collector.Normalization;
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
        return query.IsCounted
            ? await CountedAsync(connection, workspaceId, query, filter, names, cancellationToken).ConfigureAwait(false)
            : Newest(connection, workspaceId, query, names);
    }

    /// <summary>How a walk through the whole list goes.</summary>
    public async Task<RecordWalkPlan> PlanAsync(int workspaceId, RecordQuery query, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        var names = await featureNames.ReadAsync(workspaceId, cancellationToken).ConfigureAwait(false);
        var plan = new RecordWalkPlan(workspaceId, query, names, MaxId(connection));
        if (rollups.Find(connection, workspaceId, query.Filter) is not { } filter)
        {
            return plan with { Total = 0, Days = [] };
        }

        var days = query.IsCounted ? await DaysAsync(connection, workspaceId, query, cancellationToken).ConfigureAwait(false) : null;
        if (days is not null)
        {
            plan = plan with { Total = days.Sum(day => day.Count), Days = days.ConvertAll(day => day.Day) };
        }

        // Another order than that of time is kept where the list has it too: when it is short enough to be sorted whole. Traces and sessions have an index of their own.
        if (RecordSort.Of(query, names).IsByTime && OwnIndex(connection, workspaceId, query) is null)
        {
            return plan;
        }

        if (days is null)
        {
            var (ids, start) = NewestIds(connection, workspaceId, query, names);
            return start is null ? plan with { Total = ids.Count, Sorted = ids } : plan;
        }

        if (plan.Total > MostSorted)
        {
            return plan;
        }

        // Where they lie far apart, the list stops before the last.
        var sorted = await SortedAsync(connection, workspaceId, query, filter, names, days, cancellationToken).ConfigureAwait(false);
        return sorted.Count == plan.Total ? plan with { Sorted = sorted } : plan;
    }

    private async Task<List<(long Day, long Count, UsageTotals Totals)>> DaysAsync(SqliteConnection connection, int workspaceId, RecordQuery query, CancellationToken cancellationToken)
    {
        var status = Statuses.GetValueOrDefault(query.Status ?? "");
        var kept = KeptFrom(connection);
        return (await rollups.DaysAsync(workspaceId, query.Window, query.Filter, cancellationToken).ConfigureAwait(false))
            .Select(day => (Day: day.Key, Count: status.Count is null ? day.Value.Calls : status.Count(day.Value), Totals: day.Value))
            .Where(day => day.Count > 0 && day.Day >= kept)
            .OrderByDescending(day => day.Day)
            .ToList();
    }

    /// <summary>What arrived since, by id, which grows with each row.</summary>
    public async Task<ArrivedRecords> ArrivedAsync(int workspaceId, UsageWindow window, UsageFilter filter, long? after, int most, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        using var all = connection.CreateCommand();
        all.CommandText = "SELECT coalesce(max(id), 0) FROM interactions";
        var last = (long)all.ExecuteScalar()!;
        var from = Math.Max(after ?? 0, last - MostSearched);
        var conditions = QueryConditions.OnInteractions(workspaceId, window, filter);
        conditions.And("counted = 1");
        conditions.And("i.id > $after", "$after", from);
        conditions.AddParameter("$most", after is null ? 1 : most + 1);

        // Not the index by time: what arrived is a short stretch of the table's own order.
        using var command = conditions.ToCommand(connection, "SELECT i.id FROM interactions i NOT INDEXED WHERE %where% ORDER BY i.id DESC LIMIT $most");
        var ids = RecordReader.ReadIds(command);

        // Never the newest of all: who sees a part would learn from it when others call.
        var newest = ids is [var first, ..] ? first : after ?? 0;
        return after is not { } known ? new ArrivedRecords([], newest, More: false) : new ArrivedRecords(
            RecordReader.ReadRows(connection, [.. ids.Take(most).Reverse()], await featureNames.ReadAsync(workspaceId, cancellationToken).ConfigureAwait(false)),
            newest,
            ids.Count > most);
    }

    private async Task<RecordPage> CountedAsync(
        SqliteConnection connection, int workspaceId, RecordQuery query, FilterIds filter, FeatureNames names, CancellationToken cancellationToken)
    {
        var status = Statuses.GetValueOrDefault(query.Status ?? "");
        var days = await DaysAsync(connection, workspaceId, query, cancellationToken).ConfigureAwait(false);
        var count = days.Sum(day => day.Count);
        var all = await rollups.DaysAsync(workspaceId, query.Window, UsageFilter.None, cancellationToken).ConfigureAwait(false);
        var reader = new RecordReader(connection, workspaceId, filter, status.Condition, status.List);
        var sort = RecordSort.Of(query, names);

        // The rollups hold the sums of exactly these rows, but not by status.
        var totals = status.Count is null
            ? days.Aggregate(new UsageTotals(), (sum, day) => sum.Plus(day.Totals))
            : days.Sum(day => all[day.Day].Calls) <= MostSummed ? reader.Totals(days.ConvertAll(day => day.Day)) : null;
        var page = new RecordPage([], count, totals ?? new UsageTotals { Calls = count }) { TotalsKnown = totals is not null };
        if (sort.IsByTime)
        {
            return PageByTime(page, connection, reader, [.. days.Select(day => (day.Day, day.Count))], query, sort.Descending, names);
        }

        var sorted = await SortedAsync(connection, workspaceId, query, filter, names, days, cancellationToken).ConfigureAwait(false);
        return Slice(page, connection, sorted, query, names) with { SortedAmong = sorted.Count < count ? sorted.Count : null };
    }

    // The newest of them in their order.
    private async Task<List<long>> SortedAsync(
        SqliteConnection connection, int workspaceId, RecordQuery query, FilterIds filter, FeatureNames names, List<(long Day, long Count, UsageTotals Totals)> days, CancellationToken cancellationToken)
    {
        var status = Statuses.GetValueOrDefault(query.Status ?? "");
        var all = await rollups.DaysAsync(workspaceId, query.Window, UsageFilter.None, cancellationToken).ConfigureAwait(false);
        var reader = new RecordReader(connection, workspaceId, filter, status.Condition, status.List) { LastId = (query.After ?? query.Back)?.At };
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

        return RecordReader.Sort(connection, candidates, RecordSort.Of(query, names), names);
    }

    private static RecordPage PageByTime(
        RecordPage page, SqliteConnection connection, RecordReader reader, List<(long Day, long Count)> days, RecordQuery query, bool descending, FeatureNames names)
    {
        var size = Size(query);
        var isBack = query is { After: null, Back: not null };
        var from = query.After ?? query.Back;
        var skip = from is null ? (Math.Max(1, query.Page) - 1L) * size : 0;
        var ids = IdsByTime(reader, days, from, skip, size + 1, descending != isBack);
        if (isBack && ids.Count <= size)
        {
            (isBack, from, skip) = (false, null, 0);
            ids = IdsByTime(reader, days, from, skip, size + 1, descending);
        }

        var hasMore = ids.Count > size;
        var rows = RecordReader.ReadRows(connection, [.. isBack ? ids.Take(size).Reverse() : ids.Take(size)], names);
        return rows.Count == 0 ? page : page with
        {
            Items = rows,
            Next = hasMore || isBack ? new(rows[^1].StartUnixNano, rows[^1].Id) : null,
            Previous = from is not null || skip > 0 ? new(rows[0].StartUnixNano, rows[0].Id) : null,
        };
    }

    private static List<long> IdsByTime(RecordReader reader, List<(long Day, long Count)> days, RecordCursor? from, long skip, int most, bool descending)
    {
        var ids = new List<long>(most);
        foreach (var (day, count) in descending ? days : Enumerable.Reverse(days))
        {
            if (from is not null ? (descending ? day > from.Day : day < from.Day) : skip >= count)
            {
                skip = from is null ? skip - count : 0;
                continue;
            }

            ids.AddRange(reader.Ids(day, descending, most - ids.Count, skip, from));
            skip = 0;
            if (ids.Count == most)
            {
                break;
            }
        }

        return ids;
    }

    // A page of a list that is known as a whole. Its newest id is part of the place, so that what arrives later does not move it.
    private static RecordPage Slice(RecordPage page, SqliteConnection connection, List<long> ids, RecordQuery query, FeatureNames names)
    {
        var size = Size(query);
        var from = query.After ?? query.Back;
        var at = from is null ? -1 : ids.IndexOf(from.Id);
        if (at < 0 && from is { At: long.MaxValue })
        {
            // The place beside a record that is not in the list.
            return page;
        }

        var start = at < 0 ? (from is null ? Math.Min(ids.Count, (Math.Max(1, query.Page) - 1L) * size) : 0)
            : query.After is not null ? at + 1
            : Math.Max(0, at - size);
        var shown = ids.GetRange((int)start, (int)Math.Min(size, ids.Count - start));
        if (shown.Count == 0)
        {
            return page;
        }

        var newest = from is null or { At: long.MaxValue } ? ids.Max() : from.At;
        return page with
        {
            Items = RecordReader.ReadRows(connection, shown, names),
            Next = start + shown.Count < ids.Count ? new(newest, shown[^1]) : null,
            Previous = start > 0 ? new(newest, shown[0]) : null,
        };
    }

    // What no rollup counts: one pass over the newest rows.
    private static RecordPage Newest(SqliteConnection connection, int workspaceId, RecordQuery query, FeatureNames names)
    {
        var (ids, start) = NewestIds(connection, workspaceId, query, names);
        var page = new RecordPage([], ids.Count, RecordReader.Totals(connection, ids)) { Older = start is { } looked ? RowReader.ToInstant(looked) : null };
        return Slice(page, connection, ids, query, names);
    }

    private static (List<long> Ids, long? LookedTo) NewestIds(SqliteConnection connection, int workspaceId, RecordQuery query, FeatureNames names)
    {
        var index = OwnIndex(connection, workspaceId, query);
        var before = index is null ? query.BeforeUnixNano : null;
        var lastId = (query.After ?? query.Back)?.At;
        var start = index is null ? LookedTo(connection, workspaceId, query.Window, before, lastId) : null;
        var conditions = Conditions(connection, workspaceId, query, names, start, before);
        if (lastId is { } last)
        {
            conditions.And("i.id <= $last_id", "$last_id", last);
        }

        using var command = conditions.ToCommand(connection, $"""
            SELECT i.id FROM interactions i INDEXED BY {index ?? "ix_interactions_time"} WHERE %where%
            ORDER BY {RecordSort.Of(query, names).OrderBy}
            """);
        return (RecordReader.ReadIds(command), start);
    }

    /// <summary>The conditions of a list on the interactions <c>i</c>.</summary>
    /// <param name="connection">Where they are used.</param>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="query">The list.</param>
    /// <param name="names">The renames of features.</param>
    /// <param name="fromUnixNano">A later start than the window's, or null.</param>
    /// <param name="beforeUnixNano">An earlier end than the window's, exclusive, or null.</param>
    public static QueryConditions Conditions(SqliteConnection connection, int workspaceId, RecordQuery query, FeatureNames names, long? fromUnixNano, long? beforeUnixNano)
    {
        var search = query.Search?.Trim();
        var conditions = QueryConditions.OnInteractions(workspaceId, query.Window, query.Filter, fromUnixNano, beforeUnixNano);
        if (RecordSearch.TraceId(search) is { } trace)
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
        return conditions;
    }

    // The index that finds all of a trace or of a session, wherever they are; null for the one by time.
    private static string? OwnIndex(SqliteConnection connection, int workspaceId, RecordQuery query)
    {
        if (RecordSearch.TraceId(query.Search?.Trim()) is not null)
        {
            return "ux_interactions_span";
        }

        if (query.Narrowing.Session is not { Length: > 0 } session)
        {
            return null;
        }

        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT count(*) FROM (
                SELECT 1 FROM interactions INDEXED BY ix_interactions_session
                WHERE session_id <> 0 AND session_id = (SELECT id FROM dimension_values WHERE workspace_id = $workspace AND kind = {(int)DimensionKind.Session} AND value = $session)
                LIMIT {MostSearched + 1})
            """;
        command.Parameters.AddWithValue("$workspace", workspaceId);
        command.Parameters.AddWithValue("$session", Clip.Dimension(session));
        return (long)command.ExecuteScalar()! <= MostSearched ? "ix_interactions_session" : null;
    }

    // Where the newest rows begin, on a whole tick; null when there are not more than may be looked at.
    private static long? LookedTo(SqliteConnection connection, int workspaceId, UsageWindow window, long? before, long? lastId)
    {
        var conditions = QueryConditions.OnInteractions(workspaceId, window, UsageFilter.None, beforeUnixNano: before);
        conditions.And("id <= $last_id", "$last_id", lastId ?? long.MaxValue);
        using var command = conditions.ToCommand(
            connection,
            string.Create(CultureInfo.InvariantCulture, $"SELECT start_unix_nano FROM interactions INDEXED BY ix_interactions_time WHERE %where% ORDER BY start_unix_nano DESC LIMIT 1 OFFSET {MostSearched}"));
        return (long?)command.ExecuteScalar() is { } start ? start / 100 * 100 : null;
    }

    private static int Size(RecordQuery query) => Math.Clamp(query.PageSize, 1, MostPageSize);

    private static long KeptFrom(SqliteConnection connection) => Scalar(connection, Retention.KeptFrom);

    private static long MaxId(SqliteConnection connection) => Scalar(connection, "SELECT max(id) FROM interactions");

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as long? ?? 0;
    }
}
