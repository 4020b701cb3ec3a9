using System.Globalization;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Queries.Records.Reading;
using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage.Billing;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Traces;

/// <summary>Reads one trace as a tree.</summary>
internal sealed class TraceQueries(ReadSnapshot snapshot)
{
    // A tree is made of this many interactions and links at the most: a trace may be as large as its sender likes, the time of a page may not.
    private const int MostSpans = 50_000;
    private const int MostPageSize = 1000;

    private static readonly string CallsSql = $"""
        SELECT i.id, i.span_id, i.parent_span_id, i.start_unix_nano, i.duration_nano, counted, counted AND status = 0, counted AND status = 1,
            counted * coalesce(input_tokens, 0), counted * coalesce(output_tokens, 0), counted * coalesce(cached_input_tokens, 0),
            counted * coalesce(cache_write_tokens, 0), counted * coalesce(reasoning_tokens, 0), counted * coalesce(cost_nano_usd, 0), counted AND unpriced,
            counted * unpriced * (coalesce(input_tokens, 0) + coalesce(output_tokens, 0)), counted AND estimated, counted * (duration_nano / 1000000)
        FROM interactions i WHERE {TraceSql.SeenInTrace} LIMIT $most
        """;

    private static readonly string DetailsSql = $"""
        SELECT {RecordSql.Columns}, i.aggregate, i.uncounted_reason, i.reported_tokens, i.attempt
        FROM json_each($ids) page JOIN interactions i ON i.id = page.value ORDER BY page.key
        """;

    /// <summary>A page of the trace's tree, or null when there is no interaction of it to be seen.</summary>
    public async Task<TraceView?> FindAsync(TraceScope scope, UInt128 trace, int page, int pageSize, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (TraceSql.ReadSummaries(connection, scope, [trace]) is not [var summary])
        {
            return null;
        }

        var rows = TraceTree.Build(ReadCalls(connection, scope, trace), ReadLinks(connection, scope, trace));
        var size = Math.Clamp(pageSize, 1, MostPageSize);
        var shown = rows.Skip((int)Math.Min(int.MaxValue, (Math.Max(1, page) - 1L) * size)).Take(size).ToList();
        return new TraceView
        {
            TraceId = summary.TraceId,
            Start = summary.Start,
            Duration = summary.Duration,
            Interactions = summary.Interactions,
            Totals = summary.Totals,
            Sessions = ReadSessions(connection, scope, trace),
            NodeCount = rows.Count,
            Complete = summary.Interactions <= MostSpans,
            Nodes = ReadNodes(connection, shown, summary.Start),
        };
    }

    private static List<TracedCall> ReadCalls(SqliteConnection connection, TraceScope scope, UInt128 trace)
    {
        using var command = TraceSql.ToCommand(connection, CallsSql, scope, trace);
        command.Parameters.AddWithValue("$most", MostSpans);
        using var reader = command.ExecuteReader();
        var calls = new List<TracedCall>();
        while (reader.Read())
        {
            var row = new RowReader(reader);
            calls.Add(new TracedCall(row.Int64(), unchecked((ulong)row.Int64()), unchecked((ulong)row.Int64()), row.Int64(), row.Int64(), row.Totals()));
        }

        return calls;
    }

    private static List<TracedLink> ReadLinks(SqliteConnection connection, TraceScope scope, UInt128 trace)
    {
        using var command = TraceSql.ToCommand(connection, $"SELECT i.span_id, i.parent_span_id, i.tool FROM trace_links i WHERE {TraceSql.InTrace} LIMIT $most", scope, trace);
        command.Parameters.AddWithValue("$most", MostSpans);
        using var reader = command.ExecuteReader();
        var links = new List<TracedLink>();
        while (reader.Read())
        {
            var row = new RowReader(reader);
            links.Add(new TracedLink(unchecked((ulong)row.Int64()), unchecked((ulong)row.Int64()), row.Flag()));
        }

        return links;
    }

    private static List<string> ReadSessions(SqliteConnection connection, TraceScope scope, UInt128 trace)
    {
        using var command = TraceSql.ToCommand(
            connection, $"SELECT value FROM dimension_values WHERE id IN (SELECT i.session_id FROM interactions i WHERE {TraceSql.SeenInTrace}) ORDER BY value LIMIT 20", scope, trace);
        using var reader = command.ExecuteReader();
        var sessions = new List<string>();
        while (reader.Read())
        {
            sessions.Add(reader.GetString(0));
        }

        return sessions;
    }

    private static List<TraceNode> ReadNodes(SqliteConnection connection, List<TraceTree.Row> rows, DateTimeOffset traceStart)
    {
        using var command = connection.CreateCommand();
        command.CommandText = DetailsSql;
        command.Parameters.AddWithValue("$ids", $"[{string.Join(',', rows.Where(row => row.Call is not null).Select(row => row.Call!.Id.ToString(CultureInfo.InvariantCulture)))}]");
        using var reader = command.ExecuteReader();
        return rows.ConvertAll(row =>
        {
            var node = new TraceNode
            {
                SpanId = Hex(row.Span),
                ParentSpanId = row.Parent == 0 ? null : Hex(row.Parent),
                ParentUnknown = row.ParentUnknown,
                Level = row.Level,
                Offset = RowReader.ToInstant(row.Start) - traceStart,
                Duration = TimeSpan.FromTicks((row.End - row.Start) / 100),
                Descendants = row.Descendants,
                Subtree = row.Subtree,
            };
            return row.Call is null || !reader.Read() ? node : WithRecord(node, reader);
        });
    }

    private static TraceNode WithRecord(TraceNode node, SqliteDataReader reader)
    {
        var record = RecordSql.Read(reader, out var more);
        var aggregate = more.Flag();
        var reason = more.Text();
        var reported = more.Text();
        return node with
        {
            Record = record,
            Aggregate = aggregate,
            Verdict = BillingVerdict.Of(record.Counted, reported is not null, reason),
            PayerSpanId = UncountedReason.PayerOf(reason),
            ReportedTokens = reported is not null ? TokenSum.FromText(reported).Total : (record.InputTokens, record.OutputTokens) is (null, null) ? null : (record.InputTokens ?? 0) + (record.OutputTokens ?? 0),
            Attempt = (int?)more.NullableInt64(),
        };
    }

    private static string Hex(ulong span) => span.ToString("x16", CultureInfo.InvariantCulture);
}
