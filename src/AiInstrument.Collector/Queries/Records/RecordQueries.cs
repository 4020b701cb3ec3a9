using System.Globalization;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Queries.Records.Reading;
using AiInstrument.Collector.Queries.Registry;
using AiInstrument.Collector.Queries.Rollups;
using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Orders;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Records;

/// <summary>
/// Reads pages of interactions without reading all of them: the rollups say on which days how many match, so that a page begins on its day, whichever it is;
/// what they cannot say is looked for among the newest.
/// </summary>
internal sealed class RecordQueries(ReadSnapshot snapshot, RollupQueries rollups, FeatureNameQueries featureNames, OrderLimits limits)
{
    // Rows that a search looks at.
    private const int MostSearched = 10_000;

    /// <summary>A page.</summary>
    public async Task<RecordPage> PageAsync(int workspaceId, RecordQuery query, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (rollups.Find(connection, workspaceId, query.Filter) is not { } filter)
        {
            return new RecordPage([], 0, new UsageTotals());
        }

        var names = await featureNames.ReadAsync(workspaceId, cancellationToken).ConfigureAwait(false);
        if (query.IsListed)
        {
            var list = await ListedRecords.OpenAsync(connection, rollups, workspaceId, query, filter, names, limits, cancellationToken).ConfigureAwait(false);
            if (await list.PageAsync(cancellationToken).ConfigureAwait(false) is { } page)
            {
                return page;
            }
        }

        return Newest(connection, workspaceId, query, names);
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

        var sort = RecordSort.Of(query, names);
        if (query.IsListed)
        {
            var list = await ListedRecords.OpenAsync(connection, rollups, workspaceId, query, filter, names, limits, cancellationToken).ConfigureAwait(false);
            plan = plan with { Total = query.IsCounted ? list.Count : null, Days = [.. list.Days.Select(day => day.Day)] };
            return sort.IsByTime ? plan
                : await list.WholeIdsAsync().ConfigureAwait(false) is { } whole ? plan with { Total = whole.Count, Sorted = whole }
                : plan with { InSteps = list.IsInOrder() };
        }

        // Another order than that of time is kept where the list is short enough to be sorted whole. Traces and sessions have an index of their own.
        if (sort.IsByTime && OwnIndex(connection, workspaceId, query) is null)
        {
            return plan;
        }

        var (ids, start) = NewestIds(connection, workspaceId, query, names);
        return start is null ? plan with { Total = ids.Count, Sorted = ids } : plan;
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

    // What no rollup counts: one pass over the newest rows.
    private static RecordPage Newest(SqliteConnection connection, int workspaceId, RecordQuery query, FeatureNames names)
    {
        var (ids, start) = NewestIds(connection, workspaceId, query, names);
        var page = new RecordPage([], ids.Count, RecordReader.Totals(connection, ids)) { Older = start is { } looked ? RowReader.ToInstant(looked) : null };
        return RecordPaging.Slice(page, connection, ids, query, names);
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
        if (!query.ShowsUncounted)
        {
            conditions.And("counted = 1");
        }

        if (RecordStatus.Find(query.Status) is { } status)
        {
            conditions.And(status.Condition);
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

    private static long MaxId(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT max(id) FROM interactions";
        return command.ExecuteScalar() as long? ?? 0;
    }
}
