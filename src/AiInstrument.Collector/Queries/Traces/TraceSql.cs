using System.Buffers.Binary;
using System.Globalization;
using AiInstrument.Collector.Queries.Records.Reading;
using AiInstrument.Collector.Queries.Sql;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Traces;

/// <summary>What queries of traces and of sessions share.</summary>
internal static class TraceSql
{
    /// <summary>Holds for the rows <c>i</c> of one trace; its parameters come from <see cref="ToCommand"/>.</summary>
    public const string InTrace = "i.workspace_id = $workspace AND i.trace_id = $trace";

    /// <summary>Holds for the interactions <c>i</c> of one trace that may be seen.</summary>
    public static readonly string SeenInTrace = $"{InTrace} AND {TraceScope.Seen}";

    /// <summary>Finds the interaction of a trace that began first. The plus keeps SQLite from walking the index by time until it meets the trace.</summary>
    public static readonly string FirstSql = $"SELECT {RecordSql.Columns} FROM interactions i WHERE {SeenInTrace} ORDER BY +i.start_unix_nano, i.id LIMIT 1";

    private const int TraceIdBytes = 16;

    private static readonly string Sums = $"min(i.start_unix_nano), max(i.start_unix_nano + i.duration_nano), count(*), {TotalsSql.OverInteractions} FROM interactions i WHERE {SeenInTrace}";

    /// <summary>Reads a trace's id as it is written.</summary>
    /// <returns>False when it is not 32 hex digits, or all zero.</returns>
    public static bool TryParse(string? text, out UInt128 trace)
    {
        trace = default;
        return text is { Length: 2 * TraceIdBytes } && UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out trace) && trace != default;
    }

    /// <summary>The id as it is written: 32 hex digits.</summary>
    public static string ToText(UInt128 trace) => trace.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>Reads a column of a trace's id.</summary>
    public static UInt128 Read(ref RowReader row) => BinaryPrimitives.ReadUInt128BigEndian(row.Bytes());

    /// <summary>A command about one trace.</summary>
    public static SqliteCommand ToCommand(SqliteConnection connection, string sql, TraceScope scope, UInt128 trace)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        scope.AddTo(command);
        command.Parameters.AddWithValue("$trace", ToBytes(trace));
        return command;
    }

    /// <summary>Sums of traces, in their order; a trace without interactions has none.</summary>
    public static List<TraceSummary> ReadSummaries(SqliteConnection connection, TraceScope scope, IEnumerable<UInt128> traces) =>
        [.. ReadParts(connection, $"SELECT 0, {Sums} GROUP BY i.trace_id", scope, traces, session: 0).Select(part => part.Part)];

    /// <summary>The sums of each trace's interactions apart: those of the session, those of no session, those of others, as far as there are any.</summary>
    public static List<(SessionPart Belongs, TraceSummary Part)> ReadSessionParts(SqliteConnection connection, TraceScope scope, IEnumerable<UInt128> traces, long session) =>
        ReadParts(connection, $"SELECT CASE i.session_id WHEN $session THEN 0 WHEN 0 THEN 1 ELSE 2 END, {Sums} GROUP BY 1", scope, traces, session);

    /// <summary>The same traces with the interaction that began first.</summary>
    public static List<TraceSummary> WithFirst(SqliteConnection connection, TraceScope scope, IEnumerable<TraceSummary> traces) => [.. traces.Select(trace =>
    {
        using var command = ToCommand(connection, FirstSql, scope, UInt128.Parse(trace.TraceId, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        using var reader = command.ExecuteReader();
        return reader.Read() ? trace with { First = RecordSql.Read(reader) } : trace;
    })];

    private static List<(SessionPart Belongs, TraceSummary Part)> ReadParts(SqliteConnection connection, string sql, TraceScope scope, IEnumerable<UInt128> traces, long session)
    {
        using var command = ToCommand(connection, sql, scope, default);
        command.Parameters.AddWithValue("$session", session);
        var parts = new List<(SessionPart, TraceSummary)>();
        foreach (var trace in traces)
        {
            command.Parameters["$trace"].Value = ToBytes(trace);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var row = new RowReader(reader);
                var belongs = (SessionPart)row.Int64();
                var start = row.Int64();
                parts.Add((belongs, new TraceSummary(ToText(trace), RowReader.ToInstant(start), TimeSpan.FromTicks((row.Int64() - start) / 100), row.Int64(), row.Totals())));
            }
        }

        return parts;
    }

    private static byte[] ToBytes(UInt128 trace)
    {
        var bytes = new byte[TraceIdBytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, trace);
        return bytes;
    }
}
