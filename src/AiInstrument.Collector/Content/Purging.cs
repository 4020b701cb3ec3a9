using System.Globalization;
using System.Text.Json;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Engine;
using AiInstrument.Collector.Storage.Maintenance;
using AiInstrument.Collector.Storage.Orders;

namespace AiInstrument.Collector.Content;

/// <summary>
/// Removes what is kept of an organization, in one transaction with its entry in the audit log, and overwrites it: neither the file's free pages nor the log of writes have it
/// afterwards.
/// </summary>
internal static class Purging
{
    // Calls without an organization of their own belong to it where their trace does: an SDK's own span says nothing of organizations.
    private const string Contents = """
        FROM contents WHERE gone = 0 AND workspace_id = ?1 AND day * 86400000000000 < ?3 AND trace_id IN (SELECT trace_id FROM interactions WHERE workspace_id = ?1 AND organization_id = ?2 AND start_unix_nano < ?3)
            AND NOT EXISTS (SELECT 1 FROM interactions i WHERE i.workspace_id = contents.workspace_id AND i.trace_id = contents.trace_id AND i.span_id = contents.span_id AND i.organization_id NOT IN (0, ?2))
        """;

    private const string Records = "FROM interactions WHERE workspace_id = ?1 AND organization_id = ?2 AND start_unix_nano < ?3";

    private static readonly (DimensionKind Kind, string Column, bool InTotals)[] Names =
    [
        (DimensionKind.Organization, "organization_id", true), (DimensionKind.User, "user_id", true), (DimensionKind.Project, "project_id", true), (DimensionKind.Document, "document_id", false), (DimensionKind.Session, "session_id", false),
    ];

    /// <summary>Carries out a purge.</summary>
    /// <param name="writer">The database; no transaction is open.</param>
    /// <param name="purge">The order.</param>
    /// <param name="again">Whether it was carried out before on another state of the database.</param>
    public static PurgeReport Run(SqliteWriter writer, Purge purge, bool again = false)
    {
        writer.Execute("PRAGMA secure_delete = ON");
        writer.Execute("BEGIN IMMEDIATE");
        try
        {
            var report = Remove(writer, purge);
            Note(writer, purge, report, again);
            writer.Execute("COMMIT");
            return report;
        }
        catch
        {
            if (writer.InTransaction)
            {
                writer.Execute("ROLLBACK");
            }

            throw;
        }
        finally
        {
            writer.Execute("PRAGMA secure_delete = OFF");
        }
    }

    /// <summary>Empties the log of writes, where old pages still are.</summary>
    /// <returns>False when a reader stands in the way: try again.</returns>
    public static bool TryEmptyLog(SqliteWriter writer)
    {
        using var checkpoint = writer.Prepare("PRAGMA wal_checkpoint(TRUNCATE)");
        return checkpoint.Find() == 0;
    }

    /// <summary>What a purge would remove; null where the organization is not known.</summary>
    public static PurgeReport? Count(SqliteWriter writer, Purge purge) => OrganizationId(writer, purge) is { } organization
        ? new(Find(writer, $"SELECT count(*) {Contents}", purge, organization), purge.Everything ? Find(writer, $"SELECT count(*) {Records}", purge, organization) : 0)
        : null;

    private static PurgeReport Remove(SqliteWriter writer, Purge purge)
    {
        if (OrganizationId(writer, purge) is not { } organization)
        {
            return new(0, 0);
        }

        var contents = Change(writer, $"UPDATE contents SET gone = {(int)ContentAbsence.Purged}, data = NULL, bytes = 0, redactions = NULL WHERE id IN (SELECT id {Contents})", purge, organization);
        if (!purge.Everything)
        {
            return new(contents, 0);
        }

        Change(writer, $"DELETE FROM log_facts WHERE workspace_id = ?1 AND (trace_id, span_id) IN (SELECT trace_id, span_id {Records})", purge, organization);
        var records = Change(writer, $"DELETE {Records}", purge, organization);
        writer.Execute("DELETE FROM attribute_sets WHERE id NOT IN (SELECT attributes_id FROM interactions WHERE attributes_id IS NOT NULL)");
        RollupRebuild.Rebuild(writer);
        RecordOrders.Reset(writer);
        ForgetNames(writer, purge, organization);
        return new(contents, records);
    }

    /// <summary>Totals of days whose records had gone before stay what they are, and belong to nobody by name. Names that nothing refers to go.</summary>
    private static void ForgetNames(SqliteWriter writer, Purge purge, long organization)
    {
        foreach (var (kind, column, inTotals) in Names)
        {
            var totals = inTotals ? $" AND id NOT IN (SELECT {column} FROM usage_daily)" : "";
            writer.Execute(string.Create(CultureInfo.InvariantCulture, $"DELETE FROM dimension_values WHERE kind = {(int)kind} AND workspace_id = {purge.WorkspaceId} AND id NOT IN (SELECT {column} FROM interactions){totals}"));
        }

        using var rename = writer.Prepare("UPDATE dimension_values SET value = ? WHERE id = ? AND NOT EXISTS (SELECT 1 FROM interactions WHERE workspace_id = dimension_values.workspace_id AND organization_id = dimension_values.id)");
        rename.Bind(1, $"(purged {purge.Id[..8]})");
        rename.Bind(2, organization);
        rename.Run();
    }

    private static void Note(SqliteWriter writer, Purge purge, PurgeReport report, bool again)
    {
        using var note = writer.Prepare("INSERT INTO purges (id, workspace_id, organization, everything, at_unix_ms, actor, contents, records) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        note.Bind(1, purge.Id);
        note.Bind(2, (long)purge.WorkspaceId);
        note.Bind(3, purge.Organization);
        note.Bind(4, purge.Everything);
        note.Bind(5, purge.AtUnixMs);
        note.Bind(6, purge.Actor);
        note.Bind(7, report.Contents);
        note.Bind(8, report.Records);
        note.Run();
        using var audit = writer.Prepare("INSERT INTO audit_log (workspace_id, at_unix_ms, actor, action, subject, details) VALUES (?, ?, ?, 'organization.purged', ?, ?)");
        audit.Bind(1, (long)purge.WorkspaceId);
        audit.Bind(2, purge.AtUnixMs);
        audit.Bind(3, purge.Actor);
        audit.Bind(4, purge.Organization);
        audit.Bind(5, JsonSerializer.Serialize(new PurgeDetails(purge.Id, purge.Everything, report.Contents, report.Records, again), PurgeJson.Default.PurgeDetails));
        audit.Run();
    }

    private static long? OrganizationId(SqliteWriter writer, Purge purge)
    {
        using var find = writer.Prepare($"SELECT id FROM dimension_values WHERE workspace_id = ? AND kind = {(int)DimensionKind.Organization} AND value = ?");
        find.Bind(1, (long)purge.WorkspaceId);
        find.Bind(2, purge.Organization);
        return find.Find();
    }

    private static long Find(SqliteWriter writer, string sql, Purge purge, long organization)
    {
        using var statement = Bound(writer, sql, purge, organization);
        return statement.Find() ?? 0;
    }

    private static long Change(SqliteWriter writer, string sql, Purge purge, long organization)
    {
        using var statement = Bound(writer, sql, purge, organization);
        statement.Run();
        return writer.Changes;
    }

    private static SqliteStatement Bound(SqliteWriter writer, string sql, Purge purge, long organization)
    {
        var statement = writer.Prepare(sql);
        statement.Bind(1, (long)purge.WorkspaceId);
        statement.Bind(2, organization);
        statement.Bind(3, purge.AtUnixMs * 1_000_000);
        return statement;
    }
}
