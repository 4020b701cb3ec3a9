using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage.Orders;

/// <summary>
/// Keeps the records in the order of each <see cref="OrderColumn"/>, part by part: a part has the records of a workspace's day whose ids are in a range. The newest records are in none;
/// when there are enough of them they become parts, running day or not, whenever the writer has time. So nothing is done where records arrive; ids grow, and what arrives late is among the newest.
/// A record that is corrected later is noted, and read by itself until its part is sorted again.
/// </summary>
internal sealed class RecordOrders
{
    /// <summary>The last record that is in a part.</summary>
    public const string Through = "SELECT value FROM collector_state WHERE name = 'record_orders_through_id'";

    private static readonly string Row = $"i.id, i.workspace_id, i.start_unix_nano / {UnixTime.NanosPerDay}, i.counted, {string.Join(", ", OrderColumn.All.Select(column => column.Sql))}";

    private readonly SqliteWriter _writer;
    private readonly OrderLimits _limits;
    private readonly SqliteStatement _newest;
    private readonly SqliteStatement _known;
    private readonly SqliteStatement _remember;
    private readonly SqliteStatement _read;
    private readonly SqliteStatement _readPart;
    private readonly SqliteStatement _addPart;
    private readonly SqliteStatement _growPart;
    private readonly SqliteStatement _dropPart;
    private readonly SqliteStatement _addOrder;
    private readonly SqliteStatement _addChunk;
    private readonly SqliteStatement _ordersOf;
    private readonly SqliteStatement _dropOrders;
    private readonly SqliteStatement _dropChunks;
    private readonly SqliteStatement _partOf;
    private readonly SqliteStatement _unlist;
    private readonly SqliteStatement _unlisted;
    private readonly SqliteStatement _expired;
    private readonly SqliteStatement _crowded;
    private readonly SqliteStatement _partsOf;
    private readonly SqliteStatement _countChanges;
    private readonly SqliteStatement _addChange;
    private readonly SqliteStatement _mostChanged;
    private readonly SqliteStatement _settled;
    private readonly SqliteStatement _lost;
    private long? _through;
    private long? _changes;

    public RecordOrders(SqliteWriter writer, OrderLimits limits)
    {
        _writer = writer;
        _limits = limits;
        _newest = writer.Prepare("SELECT coalesce(max(id), 0) FROM interactions");
        _known = writer.Prepare(Through);
        _remember = writer.Prepare("INSERT INTO collector_state (name, value) VALUES ('record_orders_through_id', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
        _read = writer.Prepare($"SELECT {Row} FROM interactions i WHERE i.id > ? AND i.id <= ? ORDER BY i.id LIMIT ?");
        _readPart = writer.Prepare($"""
            SELECT {Row} FROM interactions i INDEXED BY ix_interactions_time
            WHERE i.workspace_id = ? AND i.start_unix_nano >= ? AND i.start_unix_nano < ? AND i.id BETWEEN ? AND ? ORDER BY i.id
            """);
        _addPart = writer.Prepare("INSERT INTO record_parts (workspace_id, day, first_id, last_id, records, listed) VALUES (?, ?, ?, ?, ?, 1)");
        _growPart = writer.Prepare("UPDATE record_parts SET last_id = ?, records = ?, listed = 1 WHERE id = ?");
        _dropPart = writer.Prepare("DELETE FROM record_parts WHERE id = ?");
        _addOrder = writer.Prepare("INSERT INTO record_orders (part_id, column_number, first_chunk, chunks, directory) VALUES (?, ?, ?, ?, ?)");
        _addChunk = writer.Prepare("INSERT INTO record_order_chunks (data) VALUES (?)");
        _ordersOf = writer.Prepare("SELECT first_chunk, chunks FROM record_orders WHERE part_id = ? AND chunks > 0");
        _dropOrders = writer.Prepare("DELETE FROM record_orders WHERE part_id = ?");
        _dropChunks = writer.Prepare("DELETE FROM record_order_chunks WHERE id >= ? AND id < ?");
        _partOf = writer.Prepare("SELECT id, listed FROM record_parts WHERE workspace_id = ? AND day = ? AND first_id <= ? AND last_id >= ?");
        _unlist = writer.Prepare("UPDATE record_parts SET listed = 0 WHERE id = ?");
        _unlisted = writer.Prepare("SELECT id, workspace_id, day, first_id, last_id FROM record_parts WHERE listed = 0 LIMIT 1");
        _expired = writer.Prepare("SELECT id FROM record_parts WHERE workspace_id IN (SELECT id FROM workspaces) AND day < ? LIMIT 1");
        _crowded = writer.Prepare("SELECT workspace_id, day FROM record_parts GROUP BY workspace_id, day HAVING count(*) >= ?");
        _partsOf = writer.Prepare("SELECT id, first_id, last_id, records FROM record_parts WHERE workspace_id = ? AND day = ? ORDER BY first_id");
        _countChanges = writer.Prepare("SELECT count(*) FROM record_order_changes");
        _addChange = writer.Prepare("INSERT OR IGNORE INTO record_order_changes (id) VALUES (?)");
        _mostChanged = writer.Prepare($"""
            SELECT p.id, p.workspace_id, p.day, p.first_id, p.last_id
            FROM record_order_changes c CROSS JOIN interactions i ON i.id = c.id
                CROSS JOIN record_parts p ON p.workspace_id = i.workspace_id AND p.day = i.start_unix_nano / {UnixTime.NanosPerDay} AND p.first_id <= i.id AND p.last_id >= i.id
            GROUP BY p.id ORDER BY count(*) DESC LIMIT 1
            """);
        _settled = writer.Prepare($"""
            DELETE FROM record_order_changes WHERE id BETWEEN ? AND ? AND EXISTS (
                SELECT 1 FROM interactions i WHERE i.id = record_order_changes.id AND i.workspace_id = ? AND i.start_unix_nano / {UnixTime.NanosPerDay} = ?)
            """);
        _lost = writer.Prepare("DELETE FROM record_order_changes WHERE id NOT IN (SELECT id FROM interactions)");
    }

    /// <summary>Notes that a record has changed, in the transaction that is open.</summary>
    public void Changed(int workspace, long startUnixNano, long id)
    {
        if (id > (_through ??= _known.Find() ?? 0))
        {
            return;
        }

        _changes ??= _countChanges.Find() ?? 0;
        if (_changes < _limits.Changed)
        {
            _addChange.Bind(1, id);
            _addChange.Run();
            _changes += _writer.Changes;
            return;
        }

        // Too many to be read one by one.
        Unlist(workspace, startUnixNano, id);
    }

    /// <summary>Notes that a record is removed, in the transaction that is open: its part is sorted again.</summary>
    public void Removed(int workspace, long startUnixNano, long id)
    {
        if (id <= (_through ??= _known.Find() ?? 0))
        {
            Unlist(workspace, startUnixNano, id);
        }
    }

    /// <summary>Begins anew when the newest records are gone, in the transaction that is open: an id that is free again must not be taken for one of a part.</summary>
    /// <returns>Whether they are.</returns>
    public bool BeginAnewIfShorter()
    {
        if ((_newest.Find() ?? 0) >= (_known.Find() ?? 0))
        {
            return false;
        }

        foreach (var table in (string[])["record_order_chunks", "record_orders", "record_parts", "record_order_changes"])
        {
            _writer.Execute($"DELETE FROM {table}");
        }

        _writer.Execute("DELETE FROM collector_state WHERE name = 'record_orders_through_id'");
        Forget();
        return true;
    }

    /// <summary>Sorts a part, in the transaction that is open.</summary>
    /// <returns>Whether there was one.</returns>
    public bool FillNext()
    {
        _through ??= _known.Find() ?? 0;
        var settled = (_newest.Find() ?? 0) - _limits.Newest;
        return (settled - _through >= _limits.Newest && Add(settled)) || SortUnlisted() || SortChanged() || Merge();
    }

    /// <summary>Removes a part of days whose records are gone, in the transaction that is open.</summary>
    /// <param name="keptDay">The first day whose records are kept.</param>
    /// <returns>1, or 0 when there was none.</returns>
    public int Expire(long keptDay)
    {
        if (BeginAnewIfShorter())
        {
            return 1;
        }

        _expired.Bind(1, keptDay);
        if (_expired.Find() is not { } part)
        {
            return 0;
        }

        DropOrders(part);
        _dropPart.Bind(1, part);
        _dropPart.Run();
        return 1;
    }

    /// <summary>Forgets what is remembered of the database, because a transaction was rolled back.</summary>
    public void Forget() => (_through, _changes) = (null, null);

    private void Unlist(int workspace, long startUnixNano, long id)
    {
        _partOf.Bind(1, (long)workspace);
        _partOf.Bind(2, startUnixNano / UnixTime.NanosPerDay);
        _partOf.Bind(3, id);
        _partOf.Bind(4, id);
        if (!_partOf.Step())
        {
            return;
        }

        var (part, listed) = (_partOf.Int64(0), _partOf.Int64(1) != 0);
        _partOf.Reset();
        if (listed)
        {
            DropOrders(part);
            _unlist.Bind(1, part);
            _unlist.Run();
        }
    }

    private bool Add(long settled)
    {
        _read.Bind(1, _through!.Value);
        _read.Bind(2, settled);
        _read.Bind(3, (long)_limits.Part);
        var (days, rows, last) = Read(_read);
        var through = rows < _limits.Part ? settled : last;
        foreach (var ((workspace, day), records) in days)
        {
            _addPart.Bind(1, workspace);
            _addPart.Bind(2, day);
            _addPart.Bind(3, _through.Value + 1);
            _addPart.Bind(4, through);
            _addPart.Bind(5, (long)records.Count);
            _addPart.Run();
            Write(_writer.LastInsertRowId, records);
        }

        _remember.Bind(1, through);
        _remember.Run();
        _through = through;
        return true;
    }

    private bool SortUnlisted() => Find(_unlisted) is { } part && Sort(part);

    // Half of what is bearable, so that changes go on being noted meanwhile.
    private bool SortChanged()
    {
        if ((_changes ??= _countChanges.Find() ?? 0) <= _limits.Changed / 2)
        {
            return false;
        }

        if (Find(_mostChanged) is { } part)
        {
            return Sort(part);
        }

        _lost.Run();
        _changes = null;
        return true;
    }

    // Small neighbours: each record is sorted again a few times at the most.
    private bool Merge()
    {
        var crowded = new List<(long Workspace, long Day)>();
        _crowded.Bind(1, (long)_limits.Merged);
        while (_crowded.Step())
        {
            crowded.Add((_crowded.Int64(0), _crowded.Int64(1)));
        }

        foreach (var (workspace, day) in crowded)
        {
            var parts = new List<(long Id, long First, long Last, long Records)>();
            _partsOf.Bind(1, workspace);
            _partsOf.Bind(2, day);
            while (_partsOf.Step())
            {
                parts.Add((_partsOf.Int64(0), _partsOf.Int64(1), _partsOf.Int64(2), _partsOf.Int64(3)));
            }

            for (var first = 0; first + _limits.Merged <= parts.Count; first++)
            {
                var merged = parts.GetRange(first, _limits.Merged);
                if (merged.Sum(part => part.Records) > _limits.Part)
                {
                    continue;
                }

                foreach (var part in merged.Skip(1))
                {
                    DropOrders(part.Id);
                    _dropPart.Bind(1, part.Id);
                    _dropPart.Run();
                }

                return Sort(new(merged[0].Id, workspace, day, merged[0].First, merged[^1].Last));
            }
        }

        return false;
    }

    private bool Sort(Part part)
    {
        _readPart.Bind(1, part.Workspace);
        _readPart.Bind(2, part.Day * UnixTime.NanosPerDay);
        _readPart.Bind(3, (part.Day + 1) * UnixTime.NanosPerDay);
        _readPart.Bind(4, part.FirstId);
        _readPart.Bind(5, part.LastId);
        var records = Read(_readPart).Days.GetValueOrDefault((part.Workspace, part.Day)) ?? new Records();
        DropOrders(part.Id);
        _growPart.Bind(1, part.LastId);
        _growPart.Bind(2, (long)records.Count);
        _growPart.Bind(3, part.Id);
        _growPart.Run();
        Write(part.Id, records);
        _settled.Bind(1, part.FirstId);
        _settled.Bind(2, part.LastId);
        _settled.Bind(3, part.Workspace);
        _settled.Bind(4, part.Day);
        _settled.Run();
        _changes = null;
        return true;
    }

    private static (Dictionary<(long Workspace, long Day), Records> Days, int Rows, long LastId) Read(SqliteStatement rows)
    {
        var days = new Dictionary<(long, long), Records>();
        var (count, last) = (0, 0L);
        while (rows.Step())
        {
            count++;
            last = rows.Int64(0);
            var key = (rows.Int64(1), rows.Int64(2));
            if (!days.TryGetValue(key, out var records))
            {
                days.Add(key, records = new Records());
            }

            if (rows.Int64(3) != 0)
            {
                records.Add(last, rows);
            }
        }

        return (days, count, last);
    }

    private void Write(long part, Records records)
    {
        foreach (var (column, values) in OrderColumn.All.Zip(records.Values))
        {
            var chunks = PackedOrder.Pack([.. values], [.. records.Ids], _limits, column.IsName);
            long first = 0, listed = 0;
            foreach (var (_, data) in chunks)
            {
                if (data is not null)
                {
                    _addChunk.Bind(1, data);
                    _addChunk.Run();
                    first = listed++ == 0 ? _writer.LastInsertRowId : first;
                }
            }

            _addOrder.Bind(1, part);
            _addOrder.Bind(2, (long)column.Number);
            _addOrder.Bind(3, first);
            _addOrder.Bind(4, listed);
            _addOrder.Bind(5, PackedOrder.PackDirectory(chunks.Select(chunk => chunk.Chunk)));
            _addOrder.Run();
        }
    }

    private void DropOrders(long part)
    {
        var rows = new List<(long First, long Count)>();
        _ordersOf.Bind(1, part);
        while (_ordersOf.Step())
        {
            rows.Add((_ordersOf.Int64(0), _ordersOf.Int64(1)));
        }

        foreach (var (first, count) in rows)
        {
            _dropChunks.Bind(1, first);
            _dropChunks.Bind(2, first + count);
            _dropChunks.Run();
        }

        _dropOrders.Bind(1, part);
        _dropOrders.Run();
    }

    private static Part? Find(SqliteStatement statement)
    {
        if (!statement.Step())
        {
            return null;
        }

        var part = new Part(statement.Int64(0), statement.Int64(1), statement.Int64(2), statement.Int64(3), statement.Int64(4));
        statement.Reset();
        return part;
    }

    private sealed record Part(long Id, long Workspace, long Day, long FirstId, long LastId);

    private sealed class Records
    {
        // Behind the id, the workspace, the day and whether it counts.
        private const int FirstValue = 4;

        public List<long> Ids { get; } = [];

        public List<long>[] Values { get; } = [.. OrderColumn.All.Select(_ => new List<long>())];

        public int Count => Ids.Count;

        public void Add(long id, SqliteStatement row)
        {
            Ids.Add(id);
            for (var column = 0; column < Values.Length; column++)
            {
                Values[column].Add(row.NullableInt64(FirstValue + column) ?? OrderColumn.Null);
            }
        }
    }
}
