using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Sql;

/// <summary>Reads a row's columns in the order of the SELECT.</summary>
internal struct RowReader(SqliteDataReader reader)
{
    private int _column;

    /// <summary>An integer.</summary>
    public long Int64() => reader.GetInt64(_column++);

    /// <summary>An integer or null.</summary>
    public long? NullableInt64() => reader.IsDBNull(_column) ? Skip<long?>() : reader.GetInt64(_column++);

    /// <summary>A text or null.</summary>
    public string? Text() => reader.IsDBNull(_column) ? Skip<string?>() : reader.GetString(_column++);

    /// <summary>0 or 1.</summary>
    public bool Flag() => reader.GetInt64(_column++) != 0;

    /// <summary>Bytes.</summary>
    public byte[] Bytes() => reader.GetFieldValue<byte[]>(_column++);

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    public DateTimeOffset Instant() => ToInstant(Int64());

    /// <summary>A number of nanoseconds.</summary>
    public TimeSpan Nanos() => TimeSpan.FromTicks(Int64() / 100);

    /// <summary>Thirteen sums in the order of <see cref="TotalsSql"/>.</summary>
    public UsageTotals Totals() => new()
    {
        Calls = Int64(),
        Succeeded = Int64(),
        Failed = Int64(),
        InputTokens = Int64(),
        OutputTokens = Int64(),
        CachedInputTokens = Int64(),
        CacheWriteTokens = Int64(),
        ReasoningTokens = Int64(),
        CostNanoUsd = Int64(),
        UnpricedCalls = Int64(),
        UnpricedTokens = Int64(),
        EstimatedCalls = Int64(),
        DurationMs = Int64(),
    };

    /// <summary>Nanoseconds since the Unix epoch as an instant, cut to ticks.</summary>
    public static DateTimeOffset ToInstant(long unixNano) => DateTimeOffset.UnixEpoch.AddTicks(unixNano / 100);

    private T? Skip<T>()
    {
        _column++;
        return default;
    }
}
