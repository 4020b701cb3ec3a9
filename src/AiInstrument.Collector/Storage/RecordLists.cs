using System.Runtime.InteropServices;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Storage.Billing;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>
/// Lists the records of each value of a dimension, and those with a rare outcome, for the days that are over: where few of a day's records match, nobody reads all of them.
/// A list that exists is complete; values with many records have none.
/// </summary>
internal sealed class RecordLists
{
    /// <summary>The kind of the lists of failed records; their value is 0.</summary>
    public const int Failed = 101;

    /// <summary>The kind of the lists of cancelled or abandoned records.</summary>
    public const int Cancelled = 102;

    /// <summary>The kind of the lists of records with estimated usage.</summary>
    public const int Estimated = 103;

    /// <summary>The last day that is listed.</summary>
    public const string Through = "SELECT value FROM collector_state WHERE name = 'record_lists_through_day'";

    // Of more, a page is full soon when the day is read from its end.
    private const int MostListed = 4000;

    private static readonly DimensionKind[] Kinds =
    [
        DimensionKind.User, DimensionKind.Project, DimensionKind.Organization, DimensionKind.Feature, DimensionKind.EntryPoint,
        DimensionKind.Model, DimensionKind.Provider, DimensionKind.Category, DimensionKind.Service, DimensionKind.CallSite,
    ];

    private readonly Dictionary<(int Workspace, long Day, int Kind, long Value), List<long>> _waiting = [];
    private readonly Dictionary<(int Workspace, long Day, int Kind, long Value), List<long>> _removed = [];
    private readonly SqliteStatement _nextDay;
    private readonly SqliteStatement _read;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _add;
    private readonly SqliteStatement _change;
    private readonly SqliteStatement _drop;
    private readonly SqliteStatement _remember;
    private long _through;
    private long? _filling;

    public RecordLists(SqliteWriter writer)
    {
        _nextDay = writer.Prepare($"""
            SELECT min(next) / {UnixTime.NanosPerDay} FROM (
                SELECT (SELECT start_unix_nano FROM interactions i WHERE i.workspace_id = w.id AND i.start_unix_nano >= ? ORDER BY start_unix_nano LIMIT 1) AS next FROM workspaces w)
            """);
        _read = writer.Prepare("""
            SELECT i.workspace_id, i.id, i.provider_id, i.model_id, i.feature_id, i.category_id, i.entry_point_id, i.organization_id, i.user_id, i.project_id, i.service_id, i.status, i.estimated, i.call_site_id
            FROM workspaces w CROSS JOIN interactions i ON i.workspace_id = w.id AND i.start_unix_nano >= ? AND i.start_unix_nano < ?
            """);
        _find = writer.Prepare("SELECT id, last_id, ids FROM record_lists WHERE workspace_id = ? AND day = ? AND kind = ? AND value_id = ?");
        _add = writer.Prepare("INSERT INTO record_lists (workspace_id, day, kind, value_id, last_id, ids) VALUES (?, ?, ?, ?, ?, ?)");
        _change = writer.Prepare("UPDATE record_lists SET last_id = ?, ids = ? WHERE id = ?");
        _drop = writer.Prepare("DELETE FROM record_lists WHERE workspace_id = ? AND day = ? AND kind = ? AND value_id = ?");
        _remember = writer.Prepare("INSERT INTO collector_state (name, value) VALUES ('record_lists_through_day', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
        _through = writer.Prepare(Through).Find() ?? -1;
    }

    /// <summary>Remembers a new record for <see cref="Flush"/>, when its day is listed already.</summary>
    public void Add(int workspace, in RollupGroup group, Interaction interaction, long id)
    {
        var day = interaction.StartUnixNano / UnixTime.NanosPerDay;
        if (day <= _through)
        {
            Remember(_waiting, workspace, day, group, interaction.Status, interaction.Estimated, id);
        }
    }

    /// <summary>Remembers for <see cref="Flush"/> that a record is no more.</summary>
    public void Remove(StoredCall stored, long id)
    {
        var day = stored.Call.StartUnixNano / UnixTime.NanosPerDay;
        if (day <= _through)
        {
            Remember(_removed, stored.Workspace, day, stored.Group, stored.Call.Status, stored.Call.Estimated, id);
        }
    }

    /// <summary>Drops the lists that a corrected record should be on and is not: ids are appended in their order, and its own is an old one.</summary>
    public void Move(int workspace, StoredCall stored, in RollupGroup group, bool estimated)
    {
        var day = stored.Call.StartUnixNano / UnixTime.NanosPerDay;
        if (day > _through)
        {
            return;
        }

        foreach (var kind in Kinds)
        {
            if (group.Of(kind) != stored.Group.Of(kind))
            {
                Drop(workspace, day, (int)kind, group.Of(kind));
            }
        }

        if (estimated && !stored.Call.Estimated)
        {
            Drop(workspace, day, Estimated, 0);
        }
    }

    /// <summary>Adds what is remembered to the lists that exist, and takes from them what is no more.</summary>
    public void Flush()
    {
        foreach (var (key, ids) in _waiting)
        {
            Change(key, (packed, last) => (ids[^1], RecordList.Append(packed, last, ids)));
        }

        foreach (var (key, ids) in _removed)
        {
            var gone = ids.ToHashSet();
            Change(key, (packed, _) =>
            {
                var left = RecordList.Read(packed);
                left.RemoveAll(gone.Contains);
                return (left.Count > 0 ? left[^1] : 0, RecordList.Append([], 0, left));
            });
        }

        _waiting.Clear();
        _removed.Clear();
    }

    /// <summary>Lists one more day, in the transaction that is open.</summary>
    /// <param name="lastDay">The last day that is over.</param>
    /// <returns>Whether there was one.</returns>
    public bool FillNext(long lastDay)
    {
        _nextDay.Bind(1, (_through + 1) * UnixTime.NanosPerDay);
        var next = _nextDay.Step() ? _nextDay.NullableInt64(0) : null;
        _nextDay.Reset();
        if (next is not { } day || day > lastDay)
        {
            return false;
        }

        _read.Bind(1, day * UnixTime.NanosPerDay);
        _read.Bind(2, (day + 1) * UnixTime.NanosPerDay);
        while (_read.Step())
        {
            var group = new RollupGroup(
                _read.Int64(2), _read.Int64(3), _read.Int64(4), _read.Int64(5), _read.Int64(6), _read.Int64(7), _read.Int64(8), _read.Int64(9), _read.Int64(10), _read.Int64(13));
            Remember(_waiting, (int)_read.Int64(0), day, group, (InteractionStatus)_read.Int64(11), _read.Int64(12) != 0, _read.Int64(1));
        }

        foreach (var (key, ids) in _waiting)
        {
            if (ids.Count <= MostListed)
            {
                ids.Sort();
                BindKey(_add, key);
                _add.Bind(5, ids[^1]);
                _add.Bind(6, RecordList.Append([], 0, ids));
                _add.Run();
            }
        }

        _waiting.Clear();
        _remember.Bind(1, day);
        _remember.Run();
        _filling = day;
        return true;
    }

    /// <summary>Remembers that what <see cref="FillNext"/> did is in the database.</summary>
    public void Committed()
    {
        _through = _filling ?? _through;
        _filling = null;
    }

    /// <summary>Forgets what is remembered, because its transaction was rolled back.</summary>
    public void Forget()
    {
        _waiting.Clear();
        _removed.Clear();
        _filling = null;
    }

    private static void Remember(
        Dictionary<(int Workspace, long Day, int Kind, long Value), List<long>> lists, int workspace, long day, in RollupGroup group, InteractionStatus status, bool estimated, long id)
    {
        foreach (var kind in Kinds)
        {
            List((int)kind, group.Of(kind)).Add(id);
        }

        if (status != InteractionStatus.Ok)
        {
            List(status == InteractionStatus.Error ? Failed : Cancelled, 0).Add(id);
        }

        if (estimated)
        {
            List(Estimated, 0).Add(id);
        }

        List<long> List(int kind, long value)
        {
            ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(lists, (workspace, day, kind, value), out _);
            return list ??= [];
        }
    }

    private void Change(in (int Workspace, long Day, int Kind, long Value) key, Func<byte[], long, (long Last, byte[] Packed)> change)
    {
        BindKey(_find, key);
        if (!_find.Step())
        {
            return;
        }

        var (list, last, packed) = (_find.Int64(0), _find.Int64(1), _find.Bytes(2));
        _find.Reset();
        (last, packed) = change(packed, last);
        _change.Bind(1, last);
        _change.Bind(2, packed);
        _change.Bind(3, list);
        _change.Run();
    }

    private void Drop(int workspace, long day, int kind, long value)
    {
        BindKey(_drop, (workspace, day, kind, value));
        _drop.Run();
    }

    private static void BindKey(SqliteStatement statement, in (int Workspace, long Day, int Kind, long Value) key)
    {
        statement.Bind(1, (long)key.Workspace);
        statement.Bind(2, key.Day);
        statement.Bind(3, (long)key.Kind);
        statement.Bind(4, key.Value);
    }
}
