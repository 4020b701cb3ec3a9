using AiInstrument.Collector.Ingestion;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>Stores what applications say they have lost. The counts of a process only grow: a resend changes nothing, nor does a report that comes late.</summary>
internal sealed class LossWriter(SqliteWriter writer)
{
    private readonly SqliteStatement _add = writer.Prepare("""
        INSERT INTO reported_losses (workspace_id, service, instance, lost, rejected, since_unix_ms, last_unix_ms)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (workspace_id, service, instance) DO UPDATE SET
            lost = max(lost, excluded.lost),
            rejected = max(rejected, excluded.rejected),
            since_unix_ms = min(since_unix_ms, excluded.since_unix_ms),
            last_unix_ms = CASE WHEN excluded.lost > lost OR excluded.rejected > rejected THEN excluded.last_unix_ms ELSE last_unix_ms END
        """);

    /// <summary>Stores a report.</summary>
    public void Write(int workspace, DateTimeOffset received, ReportedLoss loss)
    {
        _add.Bind(1, (long)workspace);
        _add.Bind(2, loss.Service);
        _add.Bind(3, loss.Instance);
        _add.Bind(4, loss.Lost);
        _add.Bind(5, loss.Rejected);
        _add.Bind(6, loss.SinceUnixMs);
        _add.Bind(7, received.ToUnixTimeMilliseconds());
        _add.Run();
    }
}
