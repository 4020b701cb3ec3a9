using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage.Maintenance;

/// <summary>Removes the oldest records in small steps, whole days by their start. Rollups stay.</summary>
internal sealed class Retention(SqliteWriter writer)
{
    private const int RowsPerStep = 500;

    /// <summary>Finds the first day, counted from the Unix epoch, whose records are all kept; no row when none was ever removed.</summary>
    public const string KeptFrom = "SELECT value FROM collector_state WHERE name = 'records_from_day'";

    // Parents and children of one trace, and logs and their spans, arrive hours apart at the most; a week is generous.
    private const int LinkDays = 7;

    private readonly SqliteStatement _remember = writer.Prepare("""
        INSERT INTO collector_state (name, value) VALUES ('records_from_day', ?) ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)
        """);

    private readonly SqliteStatement _keptFrom = writer.Prepare(KeptFrom);

    private readonly SqliteStatement _records = writer.Prepare($"""
        DELETE FROM interactions WHERE id IN (
            SELECT i.id FROM workspaces w JOIN interactions i ON i.workspace_id = w.id AND i.start_unix_nano < ? LIMIT {RowsPerStep})
        """);

    private readonly SqliteStatement _attributes = writer.Prepare($"DELETE FROM attribute_sets WHERE id IN (SELECT id FROM attribute_sets WHERE day < ? LIMIT {RowsPerStep})");

    private readonly SqliteStatement _lists = writer.Prepare($"""
        DELETE FROM record_lists WHERE id IN (SELECT l.id FROM workspaces w JOIN record_lists l ON l.workspace_id = w.id AND l.day < ? LIMIT {RowsPerStep})
        """);

    private readonly SqliteStatement _links = writer.Prepare($"""
        DELETE FROM trace_links WHERE (workspace_id, trace_id, span_id) IN (SELECT workspace_id, trace_id, span_id FROM trace_links WHERE received_day < ? LIMIT {RowsPerStep})
        """);

    private readonly SqliteStatement _facts = writer.Prepare($"""
        DELETE FROM log_facts WHERE (workspace_id, trace_id, span_id) IN (SELECT workspace_id, trace_id, span_id FROM log_facts WHERE received_day < ? LIMIT {RowsPerStep})
        """);

    private readonly ContentRetention _contents = new(writer);

    private readonly SqliteStatement _oldest = writer.Prepare("""
        SELECT min(oldest) FROM (SELECT (SELECT start_unix_nano FROM interactions i WHERE i.workspace_id = w.id ORDER BY start_unix_nano LIMIT 1) AS oldest FROM workspaces w)
        """);

    private readonly SqliteStatement _size = writer.Prepare("SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size");

    /// <summary>Bytes of the file that hold something.</summary>
    public long UsedBytes => _size.Find() ?? 0;

    /// <summary>Where the first day begins whose records are all kept; 0 when none was ever removed.</summary>
    public long KeptFromUnixNano => (_keptFrom.Find() ?? 0) * UnixTime.NanosPerDay;

    /// <summary>Removes one step's worth, in the transaction that is open.</summary>
    /// <param name="policy">What to keep.</param>
    /// <param name="today">Today, in days since the Unix epoch.</param>
    /// <returns>How many rows went; 0 when there is nothing left to remove.</returns>
    public int Step(RetentionPolicy policy, long today)
    {
        if (FirstKeptDay(policy, today) is { } day)
        {
            _remember.Bind(1, day);
            _remember.Run();
            if (Delete(_records, day * UnixTime.NanosPerDay) is > 0 and var records)
            {
                return records;
            }
        }

        if (_contents.Step(policy, today, _keptFrom.Find()) is > 0 and var contents)
        {
            return contents;
        }

        if ((_keptFrom.Find() is { } from ? Delete(_attributes, from) : 0) is > 0 and var sets)
        {
            return sets;
        }

        if ((_keptFrom.Find() is { } first ? Delete(_lists, first) : 0) is > 0 and var lists)
        {
            return lists;
        }

        return Delete(_links, today - LinkDays) is > 0 and var links ? links : Delete(_facts, today - LinkDays);
    }

    private long? FirstKeptDay(RetentionPolicy policy, long today)
    {
        var byAge = policy.Days is { } days ? today - days + 1 : (long?)null;
        if (policy.MaxBytes is { } most && UsedBytes > most && _oldest.Find() is > 0 and var oldest && oldest / UnixTime.NanosPerDay < today)
        {
            return Math.Max(byAge ?? 0, (oldest / UnixTime.NanosPerDay) + 1);
        }

        return byAge;
    }

    private int Delete(SqliteStatement statement, long bound)
    {
        statement.Bind(1, bound);
        statement.Run();
        return writer.Changes;
    }
}
