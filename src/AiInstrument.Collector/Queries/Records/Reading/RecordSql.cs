using System.Globalization;
using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Queries.Traces;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Records.Reading;

/// <summary>The columns of a record in a list, and how they are read.</summary>
internal static class RecordSql
{
    /// <summary>The columns of <see cref="Read(SqliteDataReader)"/>.</summary>
    public static readonly string Columns = $"""
        i.id, i.start_unix_nano, i.duration_nano, i.status, i.streaming, i.estimated, i.counted, i.unpriced, i.cost_nano_usd,
        i.input_tokens, i.output_tokens, i.cached_input_tokens, i.reasoning_tokens,
        {Value("error_type")}, {Value("operation")}, {Value("provider")}, {Value("model")}, {Value("feature")}, {Value("category")},
        {Value("entry_point")}, {Value("entry_point_kind")}, {Value("organization")}, {Value("user")}, {Value("project")}, i.trace_id, {Value("session")},
        i.span_id, i.price_id, i.cache_write_tokens, i.time_to_first_token_nano, i.attempt, i.response_id, i.code_line,
        {Value("request_model")}, {Value("response_model")}, {Value("finish_reason")}, {Value("service_tier")}, {Value("service")}, {Value("document")}, {Value("call_site")}, {Value("code_file")}
        """;

    private static readonly string[] Statuses = ["ok", "error", "cancelled"];

    /// <summary>The text of a dimension of the interaction <c>i</c>.</summary>
    public static string Value(string dimension) => $"(SELECT value FROM dimension_values WHERE id = i.{dimension}_id)";

    /// <summary>Fills a record.</summary>
    public static InteractionRow Read(SqliteDataReader reader) => Read(reader, out _);

    /// <summary>Fills a record.</summary>
    /// <param name="reader">At a row.</param>
    /// <param name="row">Reads the columns that follow.</param>
    public static InteractionRow Read(SqliteDataReader reader, out RowReader row)
    {
        row = new RowReader(reader);
        var id = row.Int64();
        var start = row.Int64();
        return new InteractionRow
        {
            Id = id,
            Start = RowReader.ToInstant(start),
            StartUnixNano = start,
            Duration = row.Nanos(),
            Status = Statuses[row.Int64()],
            Streaming = row.Flag(),
            Estimated = row.Flag(),
            Counted = row.Flag(),
            Unpriced = row.Flag(),
            CostNanoUsd = row.NullableInt64(),
            InputTokens = row.NullableInt64(),
            OutputTokens = row.NullableInt64(),
            CachedInputTokens = row.NullableInt64(),
            ReasoningTokens = row.NullableInt64(),
            ErrorType = row.Text(),
            Operation = row.Text(),
            Provider = row.Text(),
            Model = row.Text(),
            Feature = row.Text(),
            Category = row.Text(),
            EntryPoint = row.Text(),
            EntryPointKind = row.Text(),
            Organization = row.Text(),
            User = row.Text(),
            Project = row.Text(),
            TraceId = TraceSql.ToText(TraceSql.Read(ref row)),
            Session = row.Text(),
            SpanId = unchecked((ulong)row.Int64()).ToString("x16", CultureInfo.InvariantCulture),
            PriceId = (int?)row.NullableInt64(),
            CacheWriteTokens = row.NullableInt64(),
            TimeToFirstToken = row.NullableInt64() is { } nanos ? TimeSpan.FromTicks(nanos / 100) : null,
            Attempt = (int?)row.NullableInt64(),
            ResponseId = row.Text(),
            CodeLine = (int?)row.NullableInt64(),
            RequestModel = row.Text(),
            ResponseModel = row.Text(),
            FinishReason = row.Text(),
            ServiceTier = row.Text(),
            Service = row.Text(),
            Document = row.Text(),
            CallSiteId = row.Text(),
            CodeFile = row.Text(),
        };
    }
}
