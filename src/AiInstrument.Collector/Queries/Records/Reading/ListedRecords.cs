using AiInstrument.Collector.Queries.Registry;
using AiInstrument.Collector.Queries.Rollups;
using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Maintenance;
using AiInstrument.Collector.Storage.Orders;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Records.Reading;

/// <summary>
/// A list of which rollups, lists and orders know enough: on which days how many match, so that a page begins on its day; which names there are in which order, and how many records each has; which
/// records have values in a range; and what is where in the order of a column. Short lists are read whole.
/// </summary>
internal sealed class ListedRecords
{
    private const int MostSummed = 100_000;
    private const int NamesAtOnce = 50;
    private const int MostKnown = 4000;

    private readonly SqliteConnection _connection;
    private readonly RollupQueries _rollups;
    private readonly int _workspaceId;
    private readonly RecordQuery _query;
    private readonly FilterIds _filter;
    private readonly FeatureNames _names;
    private readonly OrderLimits _limits;
    private readonly RecordSort _sort;
    private readonly RecordStatus? _status;
    private readonly bool _isRanged;
    private readonly long _kept;
    private readonly ScanBudget _budget;
    private IReadOnlyDictionary<long, UsageTotals> _calls = new Dictionary<long, UsageTotals>();
    private List<(long Day, long Count, UsageTotals Totals)> _days = [];
    private RecordReader _reader = null!;
    private OrderParts? _parts;
    private RecordPaging _paging = null!;

    private ListedRecords(SqliteConnection connection, RollupQueries rollups, int workspaceId, RecordQuery query, FilterIds filter, FeatureNames names, OrderLimits limits)
    {
        _connection = connection;
        _rollups = rollups;
        _workspaceId = workspaceId;
        _query = query;
        _filter = filter;
        _names = names;
        _limits = limits;
        _sort = RecordSort.Of(query, names);
        _status = RecordStatus.Find(query.Status);
        _isRanged = query.Narrowing != RecordNarrowing.None;
        using var kept = connection.CreateCommand();
        kept.CommandText = Retention.KeptFrom;
        _kept = kept.ExecuteScalar() as long? ?? 0;
        _budget = new(limits.Scanned);
    }

    /// <summary>The days that have some, newest first, with how many match, ranges apart.</summary>
    public IReadOnlyList<(long Day, long Count, UsageTotals Totals)> Days => _days;

    /// <summary>How many there are, ranges apart.</summary>
    public long Count => _days.Sum(day => day.Count);

    /// <summary>Prepares a list.</summary>
    public static async Task<ListedRecords> OpenAsync(
        SqliteConnection connection, RollupQueries rollups, int workspaceId, RecordQuery query, FilterIds filter, FeatureNames names, OrderLimits limits, CancellationToken cancellationToken)
    {
        var list = new ListedRecords(connection, rollups, workspaceId, query, filter, names, limits);
        list._calls = await rollups.DaysAsync(workspaceId, query.Window, UsageFilter.None, cancellationToken).ConfigureAwait(false);
        list._days = (await rollups.DaysAsync(workspaceId, query.Window, query.Filter, cancellationToken).ConfigureAwait(false))
            .Select(day => (Day: day.Key, Count: list.CountOf(day.Value), Totals: day.Value))
            .Where(day => day.Count > 0 && day.Day >= list._kept)
            .OrderByDescending(day => day.Day)
            .ToList();
        list._reader = list.Reader(filter);
        list._paging = new(connection, query, names, list._sort, list._reader, list._budget);
        return list;
    }

    /// <summary>Whether a list that is too long to be read whole can be walked through in its order.</summary>
    public bool IsInOrder() => (_sort.Dimension is not null || _sort.Listed is not null) && (Parts() is not null || (_sort.Dimension is not null && !_isRanged));

    /// <summary>All records in their order; null when they are too many to be read at once.</summary>
    public async Task<IReadOnlyList<long>?> WholeIdsAsync() => WholeKeys() is not { } whole ? null
        : _sort.Number is null ? RecordReader.Sort(_connection, whole.ConvertAll(key => key.Id), _sort, _names)
        : (await WholeWalk(whole)(null, 0, whole.Count, _sort.Descending).ConfigureAwait(false)).Keys.ConvertAll(key => key.Id);

    /// <summary>A page; null when so many records are in no order yet that ranges are not known.</summary>
    public async Task<RecordPage?> PageAsync(CancellationToken cancellationToken)
    {
        var count = Count;
        var isExact = !_isRanged;
        if (_isRanged && count > _limits.Whole)
        {
            if (Parts() is not { } parts)
            {
                return null;
            }

            var days = DaySet();
            var ranges = RangeLists.Shortest(parts, _query.Narrowing, () => _reader.Loose("0", parts.Through).Where(key => days.Contains(key.Day)));
            _reader.Ranges = ranges;
            _days = [.. _days.Select(day => day with { Count = Math.Min(day.Count, ranges.CountOf(day.Day)) }).Where(day => day.Count > 0)];

            // What others have in the range is not told to those who see a part.
            if (_filter.Kinds == default && _status is null)
            {
                (count, isExact) = (ranges.Count, ranges.IsExact);
            }
        }

        var page = new RecordPage([], count, new UsageTotals { Calls = count }) { TotalsKnown = false, CountIsExact = isExact };
        if (!_isRanged && TotalsOf() is { } totals)
        {
            page = page with { Totals = totals, TotalsKnown = true };
        }

        if ((!_sort.IsByTime || _isRanged) && WholeKeys() is { } whole)
        {
            if (_isRanged)
            {
                var ids = whole.ConvertAll(key => key.Id);
                page = page with { TotalCount = whole.Count, CountIsExact = true, TotalsKnown = true, Totals = RecordReader.Totals(_connection, ids) };
            }

            return _sort.Number is null
                ? RecordPaging.Slice(page, _connection, RecordReader.Sort(_connection, whole.ConvertAll(key => key.Id), _sort, _names), _query, _names)
                : await _paging.WalkAsync(page, WholeWalk(whole)).ConfigureAwait(false);
        }

        if (_sort.IsByTime)
        {
            return await _paging.WalkAsync(page, (from, skip, most, descending) => Task.FromResult(ByTime(_reader, _days, from, skip, most, descending))).ConfigureAwait(false);
        }

        if (_sort.Dimension is { } kind)
        {
            return await _paging.WalkAsync(page, (from, skip, most, descending) => ByNameAsync(kind, from, skip, most, descending, cancellationToken)).ConfigureAwait(false);
        }

        if (_sort.Listed is { } column && Parts() is { } ordered)
        {
            var records = new OrderedRecords(_connection, column, ordered, _reader, DaySet(), _query.Narrowing, _limits);
            return await _paging.WalkAsync(page, (from, skip, most, descending) =>
            {
                var dropped = (int)Math.Min(skip, _limits.Whole);
                var (keys, stopped) = records.Walk(from, most + dropped, descending);
                return Task.FromResult((keys.Skip(dropped).ToList(), stopped));
            }).ConfigureAwait(false);
        }

        var newest = Newest();
        return RecordPaging.Slice(page, _connection, newest, _query, _names) with { SortedAmong = newest.Count };
    }

    private RecordReader Reader(FilterIds filter) => new(_connection, _workspaceId, filter, _status?.Condition, _status?.List, _query.Narrowing)
    {
        Calls = _calls,
        LastId = _sort.Number is null ? (_query.After ?? _query.Back)?.At : null,
    };

    private long CountOf(UsageTotals totals) => _status?.Count(totals) ?? totals.Calls;

    private HashSet<long> DaySet() => [.. _days.Select(day => day.Day)];

    private OrderParts? Parts() => _parts ??= OrderParts.Find(_connection, _workspaceId, DaySet(), _limits);

    // The rollups hold the sums of exactly these rows, but not by status.
    private UsageTotals? TotalsOf() => _status is null ? _days.Aggregate(new UsageTotals(), (sum, day) => sum.Plus(day.Totals))
        : _query.Step is null && _days.Sum(day => _calls[day.Day].Calls) <= MostSummed ? _reader.Totals(_days.Select(day => day.Day)) : null;

    // All records of a short list; null when it is long, or they lie too far apart.
    private List<OrderKey>? WholeKeys()
    {
        if (_days.Sum(day => day.Count) > _limits.Whole || _days.Sum(day => _reader.Passed(day.Day)) > _limits.Scanned)
        {
            return null;
        }

        return [.. _days.SelectMany(day => _reader.Keys(day.Day, descending: true, -1, value: _sort.Number ?? "0"))];
    }

    private OrderWalk WholeWalk(List<OrderKey> whole) => (from, skip, most, descending) =>
    {
        var ranks = _sort.IsByName ? NameRanks.Of(_connection, [.. whole.Select(key => key.Raw), .. from is { } known ? [known.Raw] : Array.Empty<long>()], Current) : null;
        var keys = whole.ConvertAll(key => key with { Value = ranks?[key.Raw] ?? key.Raw });
        var order = OrderKey.In(descending);
        keys.Sort(order);
        if (from is { } place)
        {
            place = place with { Value = ranks?[place.Raw] ?? place.Raw };
            keys.RemoveAll(key => order.Compare(key, place) <= 0);
        }

        return Task.FromResult<(List<OrderKey>, OrderKey?)>((keys.Skip((int)Math.Min(skip, int.MaxValue)).Take(most).ToList(), null));
    };

    private string? Current(string name) => _sort.Dimension == DimensionKind.Feature ? _names.Current(name) : name;

    private (List<OrderKey> Keys, OrderKey? Stopped) ByTime(
        RecordReader reader, IReadOnlyList<(long Day, long Count, UsageTotals Totals)> days, OrderKey? from, long skip, int most, bool descending)
    {
        // The counts are those of the rollups, unless there are ranges.
        var dropped = _isRanged ? (int)Math.Min(skip, _limits.Whole) : 0;
        skip = _isRanged ? 0 : skip;
        most += dropped;
        var keys = new List<OrderKey>();
        long? before = null;
        foreach (var (day, count, _) in descending ? days : days.Reverse())
        {
            if (from is { } place ? (descending ? day > place.Day : day < place.Day) : skip >= count)
            {
                skip = from is null ? skip - count : 0;
                continue;
            }

            if (before is { } last && _budget.IsSpent)
            {
                return (keys.Skip(dropped).ToList(), OrderKey.Behind(0, last, 0, descending));
            }

            keys.AddRange(reader.Keys(day, descending, most - keys.Count, skip, from is { } beyond ? new(beyond.Start, beyond.Id) : null));
            skip = 0;
            if (keys.Count == most)
            {
                break;
            }

            _budget.Pass(_isRanged || !_sort.IsByTime ? reader.Passed(day) : 0);
            before = day;
        }

        return (keys.Skip(dropped).ToList(), null);
    }

    // Name by name, and the records of a name by time.
    private async Task<(List<OrderKey> Keys, OrderKey? Stopped)> ByNameAsync(DimensionKind kind, OrderKey? from, long skip, int most, bool descending, CancellationToken cancellationToken)
    {
        var dropped = _isRanged ? (int)Math.Min(skip, _limits.Whole) : 0;
        skip = _isRanged ? 0 : skip;
        most += dropped;
        var keys = new List<OrderKey>();
        OrderKey? end = null;
        var atOnce = NamesAtOnce;
        using var names = (await NamesAsync(kind, from?.Raw, descending, cancellationToken).ConfigureAwait(false)).GetEnumerator();
        for (; Next(names, atOnce) is { Count: > 0 } batch; atOnce *= 2)
        {
            var days = await DaysAsync(kind, [.. batch.SelectMany(group => group)], cancellationToken).ConfigureAwait(false);
            foreach (var same in batch)
            {
                if (end is not null && _budget.IsSpent)
                {
                    return (keys.Skip(dropped).ToList(), end);
                }

                var own = same.SelectMany(id => days.Days[id]).GroupBy(day => day.Day).Select(day => (Day: day.Key, Count: day.Sum(part => part.Count), Totals: day.First().Totals)).OrderByDescending(day => day.Day).ToList();
                var reader = Reader(_filter.With(kind, same));
                reader.Ranges = _reader.Ranges;
                foreach (var (day, records) in days.Known)
                {
                    reader.Know(day, [.. records.Where(record => same.Contains(record.Raw)).Select(record => record.Id)]);
                }

                var count = own.Sum(day => day.Count);
                if (from is null && skip >= count)
                {
                    skip -= count;
                    continue;
                }

                var beyond = from is { } within && same.Contains(within.Raw) ? from : null;
                var (found, stopped) = ByTime(reader, own, beyond, skip, most - keys.Count, descending);
                skip = 0;
                keys.AddRange(found.Select(key => key with { Raw = same[0] }));
                if (keys.Count == most)
                {
                    return (keys.Skip(dropped).ToList(), null);
                }

                if (stopped is { } at)
                {
                    return (keys.Skip(dropped).ToList(), at with { Raw = same[0] });
                }

                end = own is [] ? end : OrderKey.Behind(0, descending ? own[^1].Day : own[0].Day, same[0], descending);
            }
        }

        return (keys.Skip(dropped).ToList(), null);
    }

    // The ids of each name, in the order of the names from the one with an id on. Of users there may be very many: they are read one after the other.
    private async Task<IEnumerable<IReadOnlyList<long>>> NamesAsync(DimensionKind kind, long? from, bool descending, CancellationToken cancellationToken)
    {
        if (kind != DimensionKind.Feature && !_filter.Kinds.Has(kind))
        {
            return NameIds(kind, from, descending).Select(id => (IReadOnlyList<long>)[id]);
        }

        var ids = _filter.Kinds.Has(kind) ? _filter[kind]
            : [.. (await _rollups.ValuesAsync(_workspaceId, _query.Window, _query.Filter, kind, among: null, byDay: false, cancellationToken).ConfigureAwait(false)).Keys.Select(value => value.Id)];
        var ranks = NameRanks.Of(_connection, [.. ids, .. from is { } known ? [known] : Array.Empty<long>()], Current);
        var groups = ids.GroupBy(id => ranks[id]).Where(group => from is not { } begin || (descending ? group.Key <= ranks[begin] : group.Key >= ranks[begin]));
        return (descending ? groups.OrderByDescending(group => group.Key) : groups.OrderBy(group => group.Key)).Select(group => (IReadOnlyList<long>)[.. group]);
    }

    private IEnumerable<long> NameIds(DimensionKind kind, long? from, bool descending)
    {
        var name = from is { } begin and not 0 ? DimensionNames.Of(_connection, [begin]).GetValueOrDefault(begin) : null;
        if (!descending && name is null)
        {
            yield return 0;
        }

        if (!descending || name is not null || from is null)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = $"""
                SELECT id FROM dimension_values WHERE workspace_id = $workspace AND kind = $kind AND ($name IS NULL OR value {(descending ? "<=" : ">=")} $name) ORDER BY value {(descending ? "DESC" : "ASC")}
                """;
            command.Parameters.AddWithValue("$workspace", _workspaceId);
            command.Parameters.AddWithValue("$kind", (int)kind);
            command.Parameters.AddWithValue("$name", (object?)name ?? DBNull.Value);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                yield return reader.GetInt64(0);
            }
        }

        if (descending)
        {
            yield return 0;
        }
    }

    private static List<IReadOnlyList<long>> Next(IEnumerator<IReadOnlyList<long>> names, int most)
    {
        var next = new List<IReadOnlyList<long>>();
        while (next.Count < most && names.MoveNext())
        {
            next.Add(names.Current);
        }

        return next;
    }

    // On which days how many records of some names match. Days that are in no list yet are read once for all of the names, where they are few.
    private async Task<(ILookup<long, (long Day, long Count, UsageTotals Totals)> Days, Dictionary<long, List<OrderKey>> Known)> DaysAsync(DimensionKind kind, List<long> ids, CancellationToken cancellationToken)
    {
        var counts = (await _rollups.ValuesAsync(_workspaceId, _query.Window, _query.Filter, kind, ids, byDay: true, cancellationToken).ConfigureAwait(false))
            .Select(value => (value.Key.Id, value.Key.Day, Count: Math.Min(CountOf(value.Value), _reader.Ranges?.CountOf(value.Key.Day) ?? long.MaxValue), Totals: value.Value))
            .Where(value => value.Count > 0 && value.Day >= _kept)
            .ToList();
        using var through = _connection.CreateCommand();
        through.CommandText = RecordLists.Through;
        var listed = through.ExecuteScalar() as long? ?? -1;
        var all = Reader(_filter.With(kind, ids));
        var known = counts.Where(value => value.Day > listed).GroupBy(value => value.Day).Where(day => day.Sum(value => value.Count) <= MostKnown)
            .ToDictionary(day => day.Key, day => all.Keys(day.Key, descending: true, -1, value: _sort.Number!));
        foreach (var day in known.Keys)
        {
            _budget.Pass(_calls[day].Calls);
        }

        return (counts.ToLookup(value => value.Id, value => (value.Day, value.Count, value.Totals)), known);
    }

    // The newest of them in their order.
    private List<long> Newest()
    {
        var ids = new List<long>();
        var passed = 0L;
        foreach (var (day, _, _) in _days)
        {
            passed += _reader.Passed(day);
            ids.AddRange(_reader.Keys(day, descending: true, _limits.Whole - ids.Count).Select(key => key.Id));
            if (ids.Count == _limits.Whole || passed > _limits.Scanned)
            {
                break;
            }
        }

        return RecordReader.Sort(_connection, ids, _sort, _names);
    }
}
