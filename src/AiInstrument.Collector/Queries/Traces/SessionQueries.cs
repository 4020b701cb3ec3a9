using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Traces;

/// <summary>Reads lists of traces: those of a session, and the newest.</summary>
internal sealed class SessionQueries(ReadSnapshot snapshot)
{
    /// <summary>Finds the newest interactions of a session. The second condition is the index's own, which SQLite does not see in the first.</summary>
    public static readonly string TracesSql =
        $"SELECT i.trace_id FROM interactions i WHERE i.session_id = $session AND i.session_id <> 0 AND +i.workspace_id = $workspace AND {TraceScope.Seen} ORDER BY i.id DESC LIMIT $most";

    // A session may be as large as its sender likes, for example when an application uses one for everybody.
    private const int MostInteractions = 20_000;
    private const int MostPageSize = 200;

    // How many interactions are looked at for each trace of the newest.
    private const int LookBehind = 40;

    /// <summary>A page of the session's traces, or null when the workspace has no interaction of it.</summary>
    public async Task<SessionView?> FindAsync(TraceScope scope, string session, int page, int pageSize, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (FindSession(connection, scope, session) is not { } id || ReadTraces(connection, scope, id) is not { Count: > 0 } named)
        {
            return null;
        }

        var traces = TraceSql.ReadSessionParts(connection, scope, named.Traces, id)
            .GroupBy(part => part.Part.TraceId, StringComparer.Ordinal)
            .Select(parts => Merge([.. parts]))
            .OrderByDescending(trace => trace.Start).ThenBy(trace => trace.TraceId, StringComparer.Ordinal)
            .ToList();
        var size = Math.Clamp(pageSize, 1, MostPageSize);
        var shown = traces.Skip((int)Math.Min(int.MaxValue, (Math.Max(1, page) - 1L) * size)).Take(size);
        return new SessionView(
            session,
            traces[^1].Start,
            traces.Max(trace => trace.Start + trace.Duration),
            traces.Sum(trace => trace.Interactions),
            traces.Aggregate(new UsageTotals(), (sum, trace) => sum.Plus(trace.Totals)),
            traces.Count,
            named.Count <= MostInteractions,
            TraceSql.WithFirst(connection, scope, shown));
    }

    /// <summary>Traces of the newest interactions, newest first.</summary>
    public async Task<IReadOnlyList<TraceSummary>> LatestAsync(TraceScope scope, int most, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT i.trace_id FROM interactions i WHERE i.workspace_id = $workspace AND {TraceScope.Seen} ORDER BY i.start_unix_nano DESC LIMIT $most";
        scope.AddTo(command);
        command.Parameters.AddWithValue("$most", most * LookBehind);
        return TraceSql.WithFirst(connection, scope, TraceSql.ReadSummaries(connection, scope, ReadIds(command).Traces.Take(most)));
    }

    private static long? FindSession(SqliteConnection connection, TraceScope scope, string session)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT id FROM dimension_values WHERE workspace_id = $workspace AND kind = {(int)DimensionKind.Session} AND value = $session";
        scope.AddTo(command);
        command.Parameters.AddWithValue("$session", Clip.Dimension(session));
        return (long?)command.ExecuteScalar();
    }

    private static (List<UInt128> Traces, int Count) ReadTraces(SqliteConnection connection, TraceScope scope, long session)
    {
        using var command = connection.CreateCommand();
        command.CommandText = TracesSql;
        scope.AddTo(command);
        command.Parameters.AddWithValue("$session", session);
        command.Parameters.AddWithValue("$most", MostInteractions + 1);
        return ReadIds(command);
    }

    private static (List<UInt128> Traces, int Count) ReadIds(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        var seen = new HashSet<UInt128>();
        var traces = new List<UInt128>();
        var count = 0;
        while (reader.Read())
        {
            var row = new RowReader(reader);
            var trace = TraceSql.Read(ref row);
            count++;
            if (seen.Add(trace))
            {
                traces.Add(trace);
            }
        }

        return (traces, count);
    }

    // What names no session belongs to the only one of its trace.
    private static TraceSummary Merge(IReadOnlyList<(SessionPart Belongs, TraceSummary Part)> parts)
    {
        var alone = parts.All(part => part.Belongs != SessionPart.Other);
        var own = parts.Where(part => part.Belongs == SessionPart.Own || (alone && part.Belongs == SessionPart.None)).Select(part => part.Part).ToList();
        var start = own.Min(part => part.Start);
        return new TraceSummary(
            own[0].TraceId,
            start,
            own.Max(part => part.Start + part.Duration) - start,
            own.Sum(part => part.Interactions),
            own.Aggregate(new UsageTotals(), (sum, part) => sum.Plus(part.Totals)))
        {
            Elsewhere = parts.Sum(part => part.Part.Interactions) - own.Sum(part => part.Interactions),
        };
    }
}
