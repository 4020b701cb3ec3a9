using AiInstrument.Collector.Ingestion;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Storage;

/// <summary>Stores what applications say they have lost. The counts of a process only grow: a resend changes nothing, nor does a report that comes late.</summary>
internal sealed class LossWriter(SqliteConnection connection)
{
    /// <summary>The transaction of the next calls.</summary>
    public SqliteTransaction? Transaction { private get; set; }

    /// <summary>Stores a report.</summary>
    public void Write(int workspace, DateTimeOffset received, ReportedLoss loss)
    {
        using var command = connection.CreateCommand();
        command.Transaction = Transaction;
        command.CommandText = """
            INSERT INTO reported_losses (workspace_id, service, instance, lost, rejected, since_unix_ms, last_unix_ms)
            VALUES ($workspace, $service, $instance, $lost, $rejected, $since, $last)
            ON CONFLICT (workspace_id, service, instance) DO UPDATE SET
                lost = max(lost, excluded.lost),
                rejected = max(rejected, excluded.rejected),
                since_unix_ms = min(since_unix_ms, excluded.since_unix_ms),
                last_unix_ms = CASE WHEN excluded.lost > lost OR excluded.rejected > rejected THEN excluded.last_unix_ms ELSE last_unix_ms END
            """;
        command.Parameters.AddWithValue("$workspace", workspace);
        command.Parameters.AddWithValue("$service", loss.Service);
        command.Parameters.AddWithValue("$instance", loss.Instance);
        command.Parameters.AddWithValue("$lost", loss.Lost);
        command.Parameters.AddWithValue("$rejected", loss.Rejected);
        command.Parameters.AddWithValue("$since", loss.SinceUnixMs);
        command.Parameters.AddWithValue("$last", received.ToUnixTimeMilliseconds());
        command.ExecuteNonQuery();
    }
}
