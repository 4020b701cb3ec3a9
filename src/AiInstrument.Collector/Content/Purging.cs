using System.Globalization;
using System.Text.Json;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Billing;
using AiInstrument.Collector.Storage.Engine;
using AiInstrument.Collector.Storage.Orders;

namespace AiInstrument.Collector.Content;

/// <summary>
/// Removes what is kept of an organization, some of it in each transaction: others write in between, the totals lose what the records lose, and what a step did is saved with it.
/// The caller has deleted content overwritten, and empties the log of writes at the end.
/// </summary>
internal sealed class Purging(SqliteWriter writer, StoredCalls calls, CallSiteRollup sites, RecordLists lists, RecordOrders orders)
{
    /// <summary>What a step returns when nothing is left for it.</summary>
    public const int Finished = -1;

    // A few dozen milliseconds of the writer. Looking is much cheaper than removing.
    private const int RowsPerStep = 500;
    private const int LooksPerStep = 4000;

    private readonly SqliteStatement _begin = writer.Prepare("""
        INSERT INTO purges (id, workspace_id, organization, everything, at_unix_ms, actor, again, contents, records, last_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, (SELECT coalesce(max(id), 0) FROM interactions))
        """);

    private readonly SqliteStatement _find = writer.Prepare("SELECT workspace_id, organization, everything, at_unix_ms, actor, again, contents, records, done_id, last_id FROM purges WHERE id = ? AND finished_unix_ms IS NULL");
    private readonly SqliteStatement _organization = writer.Prepare(OrganizationSql);
    private readonly SqliteStatement _save = writer.Prepare("UPDATE purges SET done_id = ?, contents = contents + ?, records = records + ? WHERE id = ?");
    private readonly SqliteStatement _end = writer.Prepare("UPDATE purges SET finished_unix_ms = ?, done_id = last_id WHERE id = ?");
    private readonly SqliteStatement _audit = writer.Prepare("INSERT INTO audit_log (workspace_id, at_unix_ms, actor, action, subject, details) VALUES (?, ?, ?, ?, ?, ?)");

    private readonly SqliteStatement _page = writer.Prepare($"""
        SELECT id, workspace_id = ?1 AND organization_id = ?2 AND start_unix_nano < ?3, trace_id, span_id FROM interactions WHERE id > ?4 AND id <= ?5 ORDER BY id LIMIT {LooksPerStep}
        """);

    // Calls without an organization of their own belong to it where their trace does: an SDK's own span says nothing of organizations.
    private readonly SqliteStatement _contents = writer.Prepare($"""
        UPDATE contents SET gone = {(int)ContentAbsence.Purged}, data = NULL, bytes = 0, redactions = NULL
        WHERE gone = 0 AND workspace_id = ?1 AND trace_id = ?4 AND {IsTheirs}
        """);

    private readonly SqliteStatement _facts = writer.Prepare("DELETE FROM log_facts WHERE workspace_id = ? AND trace_id = ? AND span_id = ?");
    private readonly SqliteStatement _name = writer.Prepare("DELETE FROM dimension_values WHERE id = ?");
    private readonly SqliteStatement _attributes = writer.Prepare("DELETE FROM attribute_sets WHERE id = ?");
    private readonly SqliteStatement _rename = writer.Prepare("UPDATE dimension_values SET value = ? WHERE id = ?");

    private static string OrganizationSql => $"SELECT id FROM dimension_values WHERE workspace_id = ? AND kind = {(int)DimensionKind.Organization} AND value = ?";

    private static string IsTheirs => string.Create(CultureInfo.InvariantCulture, $"""
        day * {UnixTime.NanosPerDay} < ?3 AND NOT EXISTS (
            SELECT 1 FROM interactions i WHERE i.workspace_id = contents.workspace_id AND i.trace_id = contents.trace_id AND i.span_id = contents.span_id AND i.organization_id NOT IN (0, ?2))
        """);

    /// <summary>What a purge would remove; null where the organization is not known.</summary>
    public static PurgeReport? Count(SqliteWriter writer, Purge purge)
    {
        using var organization = writer.Prepare(OrganizationSql);
        return Find(organization, purge) is not { } id ? null : new(
            CountOf($"SELECT count(*) FROM contents WHERE gone = 0 AND workspace_id = ?1 AND trace_id IN (SELECT trace_id FROM interactions WHERE workspace_id = ?1 AND organization_id = ?2 AND start_unix_nano < ?3) AND {IsTheirs}"),
            purge.Everything ? CountOf("SELECT count(*) FROM interactions WHERE workspace_id = ?1 AND organization_id = ?2 AND start_unix_nano < ?3") : 0);

        long CountOf(string sql)
        {
            using var statement = writer.Prepare(sql);
            statement.Bind(1, (long)purge.WorkspaceId);
            statement.Bind(2, id);
            statement.Bind(3, purge.AtUnixNano);
            return statement.Find() ?? 0;
        }
    }

    /// <summary>What a purge has removed so far.</summary>
    public static PurgeReport ReportOf(SqliteWriter writer, string id)
    {
        using var read = writer.Prepare("SELECT contents, records FROM purges WHERE id = ?");
        read.Bind(1, id);
        read.Step();
        return new(read.Int64(0), read.Int64(1));
    }

    /// <summary>The purges that are not finished, the oldest first.</summary>
    public static List<Purge> Unfinished(SqliteWriter writer) => PurgeJournal.Read(writer, "finished_unix_ms IS NULL");

    /// <summary>Carries out everything that is not finished, where nobody else writes.</summary>
    /// <param name="file">The database.</param>
    /// <param name="prices">The prices in force.</param>
    /// <param name="cancellationToken">Cancels; the next start of the collector goes on.</param>
    public static void Finish(DatabaseFile file, PriceBook prices, CancellationToken cancellationToken)
    {
        using var reader = file.OpenWriter();
        foreach (var purge in Unfinished(reader))
        {
            using var session = new WriteSession(file, prices);
            while (session.Purge(purge.Id) != Finished)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var unused = purge.Everything ? UnusedNames.Find(reader, purge.WorkspaceId, cancellationToken) : null;
            while (session.EndPurge(purge.Id, unused, DateTimeOffset.UtcNow) != Finished)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Writes an order down, in the transaction that is open: what it removes is refused from now on.</summary>
    /// <param name="purge">The order.</param>
    /// <param name="again">Whether it was carried out before on another state of the database.</param>
    public void Begin(Purge purge, bool again)
    {
        _begin.Bind(1, purge.Id);
        _begin.Bind(2, (long)purge.WorkspaceId);
        _begin.Bind(3, purge.Organization);
        _begin.Bind(4, purge.Everything);
        _begin.Bind(5, purge.AtUnixMs);
        _begin.Bind(6, purge.Actor);
        _begin.Bind(7, again);
        _begin.Run();
        if (!again)
        {
            Audit(purge, purge.AtUnixMs, "organization.purge_started", new PurgeDetails(purge.Id, purge.Everything, null, null, null));
        }
    }

    /// <summary>Removes the next contents and records, in the transaction that is open. What the sums lose waits in the writers of the rollups and the lists.</summary>
    /// <returns>How many records were looked at, or <see cref="Finished"/>.</returns>
    public int Step(string id)
    {
        if (Find(id) is not { } run || OrganizationOf(run.Purge) is not { } organization)
        {
            return Finished;
        }

        var (looked, done, found) = Look(run, organization);
        long contents = 0;
        byte[] trace = [];
        foreach (var record in found)
        {
            if (!record.TraceId.AsSpan().SequenceEqual(trace))
            {
                trace = record.TraceId;
                contents += RemoveContents(run.Purge, organization, record.TraceId);
            }

            if (run.Purge.Everything)
            {
                Remove(run.Purge.WorkspaceId, record);
            }
        }

        orders.BeginAnewIfShorter();
        _save.Bind(1, done);
        _save.Bind(2, contents);
        _save.Bind(3, run.Purge.Everything ? found.Count : 0L);
        _save.Bind(4, id);
        _save.Run();
        return looked == 0 ? Finished : looked;
    }

    /// <summary>
    /// Removes names and attributes that nothing refers to any more, in the transaction that is open, and ends the purge when none is left. Totals of days whose records had gone before stay what
    /// they are, and belong to nobody by name.
    /// </summary>
    /// <param name="id">The purge.</param>
    /// <param name="unused">What nothing refers to; null when no records were to go.</param>
    /// <param name="now">The time of the end, if this is it.</param>
    /// <returns>How many went, or <see cref="Finished"/>; 0 when what nothing refers to must be found again.</returns>
    public int End(string id, UnusedNames? unused, DateTimeOffset now)
    {
        if (Find(id) is not { } run)
        {
            return Finished;
        }

        if (unused is not null)
        {
            if (!unused.CatchUp(writer))
            {
                return 0;
            }

            if (Delete(_name, unused.TakeNames(RowsPerStep)) + Delete(_attributes, unused.TakeAttributes(RowsPerStep)) is > 0 and var removed)
            {
                return removed;
            }

            if (OrganizationOf(run.Purge) is { } organization && !unused.IsOfRecords(organization))
            {
                _rename.Bind(1, $"(purged {run.Purge.Id[..8]})");
                _rename.Bind(2, organization);
                _rename.Run();
            }
        }

        _end.Bind(1, now.ToUnixTimeMilliseconds());
        _end.Bind(2, id);
        _end.Run();
        Audit(run.Purge, now.ToUnixTimeMilliseconds(), "organization.purged", new PurgeDetails(id, run.Purge.Everything, run.Report.Contents, run.Report.Records, run.Again));
        return Finished;
    }

    private (int Looked, long Done, List<Found> Found) Look(Run run, long organization)
    {
        var (looked, done, found) = (0, run.DoneId, new List<Found>(RowsPerStep));
        _page.Bind(1, (long)run.Purge.WorkspaceId);
        _page.Bind(2, organization);
        _page.Bind(3, run.Purge.AtUnixNano);
        _page.Bind(4, run.DoneId);
        _page.Bind(5, run.LastId);
        while (found.Count < RowsPerStep && _page.Step())
        {
            looked++;
            done = _page.Int64(0);
            if (_page.Int64(1) != 0)
            {
                found.Add(new(done, _page.Bytes(2), _page.Int64(3)));
            }
        }

        _page.Reset();
        return (looked, done, found);
    }

    private long RemoveContents(Purge purge, long organization, byte[] traceId)
    {
        _contents.Bind(1, (long)purge.WorkspaceId);
        _contents.Bind(2, organization);
        _contents.Bind(3, purge.AtUnixNano);
        _contents.Bind(4, traceId);
        _contents.Run();
        return writer.Changes;
    }

    private void Remove(int workspace, Found record)
    {
        _facts.Bind(1, (long)workspace);
        _facts.Bind(2, record.TraceId);
        _facts.Bind(3, record.SpanId);
        _facts.Run();
        var call = calls.Remove(record.Id);
        sites.Remove(call, record.Id);
        lists.Remove(call, record.Id);
    }

    private static int Delete(SqliteStatement statement, IEnumerable<long> ids)
    {
        var deleted = 0;
        foreach (var id in ids)
        {
            statement.Bind(1, id);
            statement.Run();
            deleted++;
        }

        return deleted;
    }

    private Run? Find(string id)
    {
        _find.Bind(1, id);
        if (!_find.Step())
        {
            return null;
        }

        var purge = new Purge(id, (int)_find.Int64(0), _find.Text(1)!, _find.Int64(2) != 0, _find.Int64(3), _find.Text(4)!);
        var run = new Run(purge, _find.Int64(5) != 0, new(_find.Int64(6), _find.Int64(7)), _find.Int64(8), _find.Int64(9));
        _find.Reset();
        return run;
    }

    private long? OrganizationOf(Purge purge) => Find(_organization, purge);

    private static long? Find(SqliteStatement organization, Purge purge)
    {
        organization.Bind(1, (long)purge.WorkspaceId);
        organization.Bind(2, purge.Organization);
        return organization.Find();
    }

    private void Audit(Purge purge, long atUnixMs, string action, PurgeDetails details)
    {
        _audit.Bind(1, (long)purge.WorkspaceId);
        _audit.Bind(2, atUnixMs);
        _audit.Bind(3, purge.Actor);
        _audit.Bind(4, action);
        _audit.Bind(5, purge.Organization);
        _audit.Bind(6, JsonSerializer.Serialize(details, PurgeJson.Default.PurgeDetails));
        _audit.Run();
    }

    private sealed record Run(Purge Purge, bool Again, PurgeReport Report, long DoneId, long LastId);

    private readonly record struct Found(long Id, byte[] TraceId, long SpanId);
}
