using System.Runtime.InteropServices;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>Counts the interactions of each call site and day, counted or not: coverage asks whether a site was seen, not who paid. Those without a call site are there under 0, so that the sum is that of all records.</summary>
internal sealed class CallSiteRollup(SqliteWriter writer)
{
    private readonly Dictionary<(int Workspace, long Day, long Service, long CallSite), (long Calls, long Last, long NewestId)> _pending = [];

    private readonly SqliteStatement _add = writer.Prepare("""
        INSERT INTO call_site_daily (workspace_id, day, service_id, call_site_id, calls, last_start_unix_nano, newest_id)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (workspace_id, day, service_id, call_site_id) DO UPDATE SET
        calls = calls + excluded.calls, last_start_unix_nano = max(last_start_unix_nano, excluded.last_start_unix_nano), newest_id = max(newest_id, excluded.newest_id)
        """);

    /// <summary>Remembers a new interaction for <see cref="Flush"/>.</summary>
    public void Add(int workspace, long day, long service, long callSite, long startUnixNano, long id)
    {
        ref var site = ref CollectionsMarshal.GetValueRefOrAddDefault(_pending, (workspace, day, service, callSite), out _);
        site = (site.Calls + 1, Math.Max(site.Last, startUnixNano), Math.Max(site.NewestId, id));
    }

    /// <summary>Adds what is remembered.</summary>
    public void Flush()
    {
        foreach (var (key, site) in _pending)
        {
            _add.Bind(1, (long)key.Workspace);
            _add.Bind(2, key.Day);
            _add.Bind(3, key.Service);
            _add.Bind(4, key.CallSite);
            _add.Bind(5, site.Calls);
            _add.Bind(6, site.Last);
            _add.Bind(7, site.NewestId);
            _add.Run();
        }

        Forget();
    }

    /// <summary>Forgets what is remembered, because its transaction was rolled back.</summary>
    public void Forget() => _pending.Clear();
}
