using AiInstrument.Collector.Content;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage.Maintenance;

/// <summary>Removes the oldest content in small steps, whole days. Its place stays, so that a resend does not bring it back, until the record goes.</summary>
internal sealed class ContentRetention(SqliteWriter writer)
{
    // Content is large: what a step overwrites must not hold up the commits between two steps.
    private const int RowsPerStep = 100;

    private readonly SqliteStatement _expire = writer.Prepare($"""
        UPDATE contents SET gone = {(int)ContentAbsence.Expired}, data = NULL, bytes = 0 WHERE id IN (SELECT id FROM contents WHERE gone = 0 AND day < ? LIMIT {RowsPerStep})
        """);

    // Of records that are gone, and of log records whose span never came.
    private readonly SqliteStatement _left = writer.Prepare($"DELETE FROM contents WHERE id IN (SELECT id FROM contents WHERE gone = 0 AND day < ? LIMIT {RowsPerStep})");

    private readonly SqliteStatement _bytes = writer.Prepare("SELECT coalesce(sum(bytes), 0) FROM contents WHERE gone = 0");

    private readonly SqliteStatement _oldest = writer.Prepare("SELECT min(day) FROM contents WHERE gone = 0");

    /// <summary>Removes one step's worth, in the transaction that is open.</summary>
    /// <param name="policy">What to keep.</param>
    /// <param name="today">Today, in days since the Unix epoch.</param>
    /// <param name="recordsFrom">The first day whose records are kept; null for all.</param>
    /// <returns>How many rows went.</returns>
    public int Step(in RetentionPolicy policy, long today, long? recordsFrom)
    {
        if (recordsFrom is { } from && Run(_left, from) is > 0 and var left)
        {
            return left;
        }

        var first = policy.ContentDays is { } days ? today - days + 1 : (long?)null;
        if (policy.MaxContentBytes is { } most && _bytes.Find() > most && _oldest.Find() is { } oldest && oldest < today)
        {
            first = Math.Max(first ?? 0, oldest + 1);
        }

        return first is { } kept ? Run(_expire, kept) : 0;
    }

    private int Run(SqliteStatement statement, long before)
    {
        statement.Bind(1, before);
        statement.Run();
        return writer.Changes;
    }
}
