using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage.Orders;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Records.Reading;

/// <summary>
/// Walks through records in the order of a column without reading all of them: each part has its own order, and the walk merges them, value by value and day by day. What it meets is looked up,
/// because it must match what narrows; values that very many records of a part share are not listed, those are read by time.
/// </summary>
/// <param name="connection">The snapshot's.</param>
/// <param name="column">The column.</param>
/// <param name="parts">The parts of the days in question.</param>
/// <param name="reader">Reads what matches.</param>
/// <param name="days">The only days that have some.</param>
/// <param name="narrowing">The ranges.</param>
/// <param name="limits">The sizes.</param>
internal sealed class OrderedRecords(
    SqliteConnection connection, OrderColumn column, OrderParts parts, RecordReader reader, IReadOnlySet<long> days, RecordNarrowing narrowing, OrderLimits limits)
{
    private const int MostAtOnce = 4096;

    private readonly Dictionary<long, IdSet?> _among = [];
    private readonly List<OrderKey> _loose = reader.Loose(column.Sql, parts.Through).FindAll(key => days.Contains(key.Day));
    private readonly List<(long Day, List<OrderChunk> Chunks)> _directories = parts.Directories(column);
    private Dictionary<long, long>? _ranks;

    /// <summary>The next records.</summary>
    /// <param name="beyond">Where the walk begins, with <see cref="OrderKey.Raw"/> alone known of its value; null at the beginning.</param>
    /// <param name="most">How many are wanted.</param>
    /// <param name="descending">Whether the largest come first.</param>
    /// <returns>The records, and where the walk stopped when it has looked at too many; null when these are all that are wanted, or all.</returns>
    public (List<OrderKey> Keys, OrderKey? Stopped) Walk(OrderKey? beyond, int most, bool descending)
    {
        if (column.IsName)
        {
            _ranks = NameRanks.Of(
                connection,
                [.. _loose.Select(key => key.Raw), .. _directories.SelectMany(part => part.Chunks).Select(chunk => chunk.Low), .. beyond is { } known ? [known.Raw] : Array.Empty<long>()],
                name => name);
        }

        return new Merge(this, beyond is { } place ? place with { Value = Rank(place.Raw) } : null, most, descending).Run();
    }

    private long Rank(long raw) => _ranks is { } ranks ? ranks[raw] : raw;

    private IdSet? Among(long day)
    {
        if (!_among.TryGetValue(day, out var ids))
        {
            ids = reader.Ranges?.Set(day);
            if (reader.List(day) is { } list)
            {
                ids = new IdSet();
                list.ForEach(id => ids.Add(id));
            }

            _among.Add(day, ids);
        }

        return ids;
    }

    /// <summary>One walk.</summary>
    private sealed class Merge
    {
        private readonly OrderedRecords _records;
        private readonly OrderKey? _beyond;
        private readonly int _most;
        private readonly bool _descending;
        private readonly Comparer<OrderKey> _order;
        private readonly Comparer<(long Value, long Day)> _groupOrder;
        private readonly PriorityQueue<Cursor, (long Value, long Day)> _queue;
        private readonly List<OrderKey> _keys = [];
        private readonly List<OrderKey> _loose;
        private readonly (long First, long Last) _range;
        private int _nextLoose;
        private int _passed;
        private int _looked;
        private long _scanned;

        public Merge(OrderedRecords records, OrderKey? beyond, int most, bool descending)
        {
            _records = records;
            _beyond = beyond;
            _most = most;
            _descending = descending;
            _order = OrderKey.In(descending);
            _groupOrder = Comparer<(long, long)>.Create((a, b) => descending ? b.CompareTo(a) : a.CompareTo(b));
            _queue = new(_groupOrder);
            _loose = [.. records._loose.Select(key => key with { Value = records.Rank(key.Raw) }).Where(IsBeyond).Order(_order)];
            var range = RangeLists.Range.Of(records.NarrowedTo).FirstOrDefault(range => range.Column == records.Column) ?? new(records.Column, long.MinValue, long.MaxValue);
            _range = descending ? (range.High, range.Low) : (range.Low, range.High);
            foreach (var (day, chunks) in records._directories)
            {
                Queue(new Cursor(records, day, chunks, descending, Start()));
            }
        }

        public (List<OrderKey> Keys, OrderKey? Stopped) Run()
        {
            var batch = _most * 2;
            while (_keys.Count < _most && _queue.Count > 0)
            {
                var stopped = Step(batch);
                batch = Math.Min(batch * 2, MostAtOnce);
                if (_keys.Count < _most && _queue.Count > 0 && stopped is { } end && IsTired)
                {
                    return (_keys, _beyond is { } place && _order.Compare(end, place) < 0 ? place : end);
                }
            }

            if (_keys.Count < _most)
            {
                _keys.AddRange(_loose.Skip(_nextLoose));
            }

            _keys.RemoveRange(Math.Min(_most, _keys.Count), Math.Max(0, _keys.Count - _most));
            return (_keys, null);
        }

        private bool IsTired => _looked >= _records.Limits.Looked || _passed >= _records.Limits.Passed || _scanned >= _records.Limits.Scanned;

        // The first value that a walk can meet.
        private long Start()
        {
            var from = _beyond?.Value ?? _range.First;
            return _groupOrder.Compare((from, 0), (_range.First, 0)) > 0 ? from : _range.First;
        }

        private bool IsBeyond(OrderKey key) => _beyond is not { } place || _order.Compare(key, place) > 0;

        private void Queue(Cursor cursor)
        {
            // Beyond the range nothing matches any more.
            if (cursor.HasMore && _groupOrder.Compare((cursor.Value, 0), (_range.Last, 0)) <= 0)
            {
                _queue.Enqueue(cursor, (cursor.Value, cursor.Day));
            }
        }

        // Looks at the next groups of one value and one day each.
        private OrderKey? Step(int batch)
        {
            var ids = new List<long>();
            OrderKey? end = null;
            while (ids.Count < batch && _queue.TryPeek(out var next, out var group))
            {
                var (former, count) = (end, ids.Count);
                end = OrderKey.Behind(group.Value, group.Day, next.Raw, _descending);
                if (Take(group, ids) is { Count: > 0 } runs)
                {
                    ids.RemoveRange(count, ids.Count - count);
                    LookUp(ids, former);
                    AddRun(group, runs);
                    return end;
                }

                if (_passed >= _records.Limits.Passed || _looked + ids.Count >= _records.Limits.Looked)
                {
                    break;
                }
            }

            LookUp(ids, end);
            return end;
        }

        private void LookUp(List<long> ids, OrderKey? end)
        {
            if (end is { } last)
            {
                _looked += ids.Count;
                var found = _records.Reader.Rows(_records.Column.Sql, ids).ConvertAll(key => key with { Value = _records.Rank(key.Raw) });
                Add(found.Where(IsBeyond), (last.Value, last.Day));
            }
        }

        // The records of a group, and which values of it are not listed.
        private List<long> Take((long Value, long Day) group, List<long> ids)
        {
            var runs = new List<long>();
            var among = _records.Among(group.Day);
            var isBefore = _beyond is { } place && _groupOrder.Compare(group, (place.Value, place.Day)) < 0;
            while (_queue.TryPeek(out var cursor, out var priority) && priority == group)
            {
                _queue.Dequeue();
                while (cursor.HasMore && cursor.Value == group.Value)
                {
                    _passed++;
                    if (cursor.IsRun)
                    {
                        runs.Add(cursor.Raw);
                    }
                    else if (!isBefore && cursor.Id is var id && among?.Contains(id) != false && !_records.Parts.Changed.Contains(id))
                    {
                        ids.Add(id);
                    }

                    cursor.Next();
                }

                Queue(cursor);
            }

            return isBefore ? [] : runs;
        }

        // All that the day has of it, by time.
        private void AddRun((long Value, long Day) group, List<long> raws)
        {
            var beyond = _beyond is { } place && (place.Value, place.Day) == group ? new RecordCursor(place.Start, place.Id) : null;
            var found = _records.Reader.Keys(group.Day, _descending, _most - _keys.Count, 0, beyond, (_records.Column.Sql, raws))
                .ConvertAll(key => key with { Value = group.Value, Raw = raws[0] });

            _scanned += _records.Reader.Passed(group.Day);

            // Among them those that are in no order.
            var ids = found.Select(key => key.Id).ToHashSet();
            _loose.RemoveAll(key => ids.Contains(key.Id));
            Add(found, group);
        }

        private void Add(IEnumerable<OrderKey> found, (long Value, long Day) through)
        {
            var keys = found.ToList();
            for (; _nextLoose < _loose.Count && _groupOrder.Compare((_loose[_nextLoose].Value, _loose[_nextLoose].Day), through) <= 0; _nextLoose++)
            {
                keys.Add(_loose[_nextLoose]);
            }

            keys.Sort(_order);
            _keys.AddRange(keys);
        }
    }

    private OrderColumn Column => column;

    private OrderParts Parts => parts;

    private RecordReader Reader => reader;

    private RecordNarrowing NarrowedTo => narrowing;

    private OrderLimits Limits => limits;

    /// <summary>A place in the order of a part.</summary>
    private sealed class Cursor
    {
        private readonly OrderedRecords _records;
        private readonly List<OrderChunk> _chunks;
        private readonly bool _descending;
        private int _chunk;
        private int _place;
        private (long[] Values, long[] Ids)? _listed;

        public Cursor(OrderedRecords records, long day, List<OrderChunk> chunks, bool descending, long from)
        {
            _records = records;
            _descending = descending;
            Day = day;
            var ranked = records._ranks is null ? chunks : [.. chunks.OrderBy(chunk => records.Rank(chunk.Low))];
            _chunks = descending ? [.. Enumerable.Reverse(ranked)] : ranked;
            while (HasMore && IsBefore(records.Rank(descending ? _chunks[_chunk].Low : _chunks[_chunk].High), from))
            {
                _chunk++;
            }

            while (HasMore && IsBefore(Value, from))
            {
                Load();
                Next();
            }
        }

        public long Day { get; }

        public bool HasMore => _chunk < _chunks.Count;

        public bool IsRun => _chunks[_chunk].IsRun;

        /// <summary>The value as the database has it.</summary>
        public long Raw => _listed is { } listed ? listed.Values[_place] : _descending ? _chunks[_chunk].High : _chunks[_chunk].Low;

        public long Value => _records.Rank(Raw);

        /// <summary>The record.</summary>
        public long Id
        {
            get
            {
                Load();
                return _listed!.Value.Ids[_place];
            }
        }

        public void Next()
        {
            if (!IsRun)
            {
                Load();
                _place += _descending ? -1 : 1;
                if (_place >= 0 && _place < _listed!.Value.Ids.Length)
                {
                    return;
                }
            }

            _listed = null;
            _chunk++;
        }

        private bool IsBefore(long value, long from) => _descending ? value > from : value < from;

        private void Load()
        {
            if (_listed is null && !IsRun)
            {
                _listed = _records.Parts.Read(_chunks[_chunk]);
                _place = _descending ? _listed.Value.Ids.Length - 1 : 0;
            }
        }
    }
}
