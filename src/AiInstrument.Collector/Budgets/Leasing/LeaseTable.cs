using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Budgets.Leasing;

/// <summary>Leases and the ids of settlements in the database. Used by the writer alone, in the transaction that is open.</summary>
internal sealed class LeaseTable
{
    private const long DayMs = 86_400_000;

    // Every period but the one without an end is over when it began so long ago.
    private const int EndedDays = 62;

    private readonly SqliteWriter _writer;
    private readonly SqliteStatement _unsettled;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _add;
    private readonly SqliteStatement _save;
    private readonly SqliteStatement _see;
    private readonly SqliteStatement _pruneSeen;
    private readonly SqliteStatement _pruneLeases;

    public LeaseTable(SqliteWriter writer)
    {
        const string Columns = "id, workspace_id, budget_id, period_start, key, instance, granted, settled, recorded, closed_unix_ms";
        _writer = writer;
        _unsettled = writer.Prepare($"SELECT {Columns} FROM budget_leases WHERE closed_unix_ms IS NULL OR settled > recorded");
        _find = writer.Prepare($"SELECT {Columns} FROM budget_leases WHERE id = ?");
        _add = writer.Prepare("INSERT INTO budget_leases (workspace_id, budget_id, period_start, key, instance, granted, settled, recorded) VALUES (?, ?, ?, ?, ?, 0, 0, 0)");
        _save = writer.Prepare("UPDATE budget_leases SET granted = ?, settled = ?, recorded = ?, closed_unix_ms = ? WHERE id = ?");
        _see = writer.Prepare("INSERT INTO budget_settlements (workspace_id, settlement_id, received_unix_ms) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
        _pruneSeen = writer.Prepare("DELETE FROM budget_settlements WHERE received_unix_ms < ?");
        _pruneLeases = writer.Prepare("DELETE FROM budget_leases WHERE closed_unix_ms < ?1 AND (settled <= recorded OR (closed_unix_ms < ?2 AND period_start > 0))");
    }

    /// <summary>The leases that are open, or settled for more than what is recorded of them.</summary>
    public IEnumerable<Lease> Unsettled()
    {
        while (_unsettled.Step())
        {
            yield return Read(_unsettled);
        }
    }

    /// <summary>A lease; null when there is none with the id.</summary>
    public Lease? Find(long id)
    {
        _find.Bind(1, id);
        if (!_find.Step())
        {
            return null;
        }

        var lease = Read(_find);
        _find.Reset();
        return lease;
    }

    /// <summary>Opens a lease of nothing.</summary>
    public Lease Add(int workspace, string instance, LeaseKey of)
    {
        _add.Bind(1, (long)workspace);
        _add.Bind(2, (long)of.Budget);
        _add.Bind(3, of.Period);
        _add.Bind(4, of.Key);
        _add.Bind(5, instance);
        _add.Run();
        return new Lease { Id = _writer.LastInsertRowId, Workspace = workspace, Of = of, Instance = instance };
    }

    /// <summary>Writes the amounts of a lease, and when it was closed.</summary>
    public void Save(Lease lease)
    {
        _save.Bind(1, lease.Granted);
        _save.Bind(2, lease.Settled);
        _save.Bind(3, lease.Recorded);
        _save.Bind(4, lease.ClosedUnixMs);
        _save.Bind(5, lease.Id);
        _save.Run();
    }

    /// <summary>Remembers a settlement; false when it was there before.</summary>
    public bool TryRemember(int workspace, string settlement, long now)
    {
        _see.Bind(1, (long)workspace);
        _see.Bind(2, settlement);
        _see.Bind(3, now);
        _see.Run();
        return _writer.Changes > 0;
    }

    /// <summary>Removes what nobody can ask for any more.</summary>
    public void Prune(long now)
    {
        _pruneSeen.Bind(1, now - DayMs);
        _pruneSeen.Run();
        _pruneLeases.Bind(1, now - DayMs);
        _pruneLeases.Bind(2, now - (EndedDays * DayMs));
        _pruneLeases.Run();
    }

    private static Lease Read(SqliteStatement row) => new()
    {
        Id = row.Int64(0),
        Workspace = (int)row.Int64(1),
        Of = new LeaseKey((int)row.Int64(2), row.Int64(3), row.Text(4)!),
        Instance = row.Text(5)!,
        Granted = row.Int64(6),
        Settled = row.Int64(7),
        Recorded = row.Int64(8),
        ClosedUnixMs = row.NullableInt64(9),
    };
}
