using System.Runtime.InteropServices;
using AiInstrument.Collector.Storage.Billing;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>Counts the interactions of each call site and day, counted or not: coverage asks whether a site was seen, not who paid. Those without a call site are there under 0, so that the sum is that of all records.</summary>
internal sealed class CallSiteRollup(SqliteWriter writer)
{
    private readonly Dictionary<(int Workspace, long Day, long Service, long CallSite), (long Calls, long Last, long NewestId)> _pending = [];
    private readonly Dictionary<(int Workspace, long Day, long Service, long CallSite), (long Calls, long Last, long NewestId)> _removed = [];

    private readonly SqliteStatement _add = writer.Prepare("""
        INSERT INTO call_site_daily (workspace_id, day, service_id, call_site_id, calls, last_start_unix_nano, newest_id)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (workspace_id, day, service_id, call_site_id) DO UPDATE SET
        calls = calls + excluded.calls, last_start_unix_nano = max(last_start_unix_nano, excluded.last_start_unix_nano), newest_id = max(newest_id, excluded.newest_id)
        """);

    private readonly SqliteStatement _subtract = writer.Prepare($"UPDATE call_site_daily SET calls = calls - ?5 WHERE {IsKey}");
    private readonly SqliteStatement _prune = writer.Prepare($"DELETE FROM call_site_daily WHERE {IsKey} AND calls = 0");

    // The interaction that was removed may have been the newest.
    private readonly SqliteStatement _findNewest = writer.Prepare($"""
        UPDATE call_site_daily SET (last_start_unix_nano, newest_id) = (
            SELECT max(start_unix_nano), max(id) FROM interactions
            WHERE workspace_id = ?1 AND start_unix_nano >= ?2 * {UnixTime.NanosPerDay} AND start_unix_nano < (?2 + 1) * {UnixTime.NanosPerDay} AND service_id = ?3 AND call_site_id = ?4)
        WHERE {IsKey} AND (last_start_unix_nano <= ?5 OR newest_id <= ?6)
        """);

    private const string IsKey = "workspace_id = ?1 AND day = ?2 AND service_id = ?3 AND call_site_id = ?4";

    /// <summary>Remembers a new interaction for <see cref="Flush"/>.</summary>
    public void Add(int workspace, long day, long service, long callSite, long startUnixNano, long id) =>
        Remember(_pending, (workspace, day, service, callSite), startUnixNano, id);

    /// <summary>Remembers for <see cref="Flush"/> that an interaction is no more.</summary>
    public void Remove(StoredCall stored, long id) =>
        Remember(_removed, (stored.Workspace, stored.Call.StartUnixNano / UnixTime.NanosPerDay, stored.Group.Service, stored.Group.CallSite), stored.Call.StartUnixNano, id);

    /// <summary>Adds what is remembered.</summary>
    public void Flush()
    {
        foreach (var (key, site) in _pending)
        {
            BindKey(_add, key);
            _add.Bind(5, site.Calls);
            _add.Bind(6, site.Last);
            _add.Bind(7, site.NewestId);
            _add.Run();
        }

        foreach (var (key, site) in _removed)
        {
            BindKey(_subtract, key);
            _subtract.Bind(5, site.Calls);
            _subtract.Run();
            BindKey(_prune, key);
            _prune.Run();
            BindKey(_findNewest, key);
            _findNewest.Bind(5, site.Last);
            _findNewest.Bind(6, site.NewestId);
            _findNewest.Run();
        }

        Forget();
    }

    /// <summary>Forgets what is remembered, because its transaction was rolled back.</summary>
    public void Forget()
    {
        _pending.Clear();
        _removed.Clear();
    }

    private static void Remember(
        Dictionary<(int Workspace, long Day, long Service, long CallSite), (long Calls, long Last, long NewestId)> sites,
        in (int Workspace, long Day, long Service, long CallSite) key,
        long startUnixNano,
        long id)
    {
        ref var site = ref CollectionsMarshal.GetValueRefOrAddDefault(sites, key, out _);
        site = (site.Calls + 1, Math.Max(site.Last, startUnixNano), Math.Max(site.NewestId, id));
    }

    private static void BindKey(SqliteStatement statement, in (int Workspace, long Day, long Service, long CallSite) key)
    {
        statement.Bind(1, (long)key.Workspace);
        statement.Bind(2, key.Day);
        statement.Bind(3, key.Service);
        statement.Bind(4, key.CallSite);
    }
}
