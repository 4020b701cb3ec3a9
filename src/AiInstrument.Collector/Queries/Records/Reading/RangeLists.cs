using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage.Orders;

namespace AiInstrument.Collector.Queries.Records.Reading;

/// <summary>The records of each day that have a value in a range, from the order of that value's column. Not all of them need to match what else narrows.</summary>
internal sealed class RangeLists
{
    // Of more, a page is full soon when the day is read by time.
    private const int MostListed = 4000;

    // Of more, a page is full soon whatever else its order is, and of more in all nobody would wait for them.
    private const int MostOfDay = 40_000;
    private const int MostInSets = 1_500_000;

    private readonly OrderParts _parts;
    private readonly Range _range;
    private readonly Dictionary<long, List<List<OrderChunk>>> _days = [];
    private readonly Dictionary<long, long> _counts = [];
    private readonly Dictionary<long, List<long>> _loose;
    private long _inSets;

    private RangeLists(OrderParts parts, Range range, Dictionary<long, List<long>> loose)
    {
        _parts = parts;
        _range = range;
        _loose = loose;
        foreach (var (day, chunks) in parts.Directories(range.Column))
        {
            var within = chunks.FindAll(chunk => chunk.High >= range.Low && chunk.Low <= range.High);
            _counts[day] = _counts.GetValueOrDefault(day) + within.Sum(chunk => chunk.Low >= range.Low && chunk.High <= range.High ? chunk.Count : Within(chunk).Count());
            if (!_days.TryGetValue(day, out var lists))
            {
                _days.Add(day, lists = []);
            }

            lists.Add(within);
        }

        foreach (var (day, ids) in loose)
        {
            _counts[day] = _counts.GetValueOrDefault(day) + ids.Count;
        }
    }

    /// <summary>How many there are at the most.</summary>
    public long Count => _counts.Values.Sum();

    /// <summary>Whether <see cref="Count"/> is the number, where nothing else narrows and the days are all.</summary>
    public bool IsExact { get; private init; }

    /// <summary>Finds the range with the fewest records.</summary>
    /// <param name="parts">The parts of the days in question.</param>
    /// <param name="narrowing">The ranges.</param>
    /// <param name="loose">Reads the records that are in no part or have changed, and match, with their days.</param>
    public static RangeLists Shortest(OrderParts parts, RecordNarrowing narrowing, Func<IEnumerable<OrderKey>> loose)
    {
        var found = loose().GroupBy(key => key.Day).ToDictionary(same => same.Key, same => same.Select(key => key.Id).ToList());
        var ranges = Range.Of(narrowing).ToList();
        return ranges.Select(range => new RangeLists(parts, range, found) { IsExact = ranges.Count == 1 && parts.Changed.Count == 0 }).MinBy(list => list.Count)!;
    }

    /// <summary>How many of a day there are at the most.</summary>
    public long CountOf(long day) => _counts.GetValueOrDefault(day);

    /// <summary>Those of a day, ascending, and perhaps others; null when they are many.</summary>
    public List<long>? Ids(long day)
    {
        if (CountOf(day) > MostListed)
        {
            return null;
        }

        var ids = new HashSet<long>(_loose.GetValueOrDefault(day) ?? []);
        foreach (var chunk in _days.GetValueOrDefault(day)?.SelectMany(chunks => chunks) ?? [])
        {
            if (chunk.IsRun)
            {
                return null;
            }

            ids.UnionWith(Within(chunk));
        }

        return [.. ids.Order()];
    }

    /// <summary>Those of a day, and perhaps others, to be asked for; null when they are many.</summary>
    public IdSet? Set(long day)
    {
        if (CountOf(day) > MostOfDay || (_inSets += CountOf(day)) > MostInSets || _days.GetValueOrDefault(day)?.Exists(chunks => chunks.Exists(chunk => chunk.IsRun)) == true)
        {
            return null;
        }

        var set = new IdSet();
        foreach (var id in (_days.GetValueOrDefault(day)?.SelectMany(chunks => chunks).SelectMany(Within) ?? []).Concat(_loose.GetValueOrDefault(day) ?? []))
        {
            set.Add(id);
        }

        return set;
    }

    // A run has one value: it is within as a whole, or not at all.
    private IEnumerable<long> Within(OrderChunk chunk)
    {
        var (values, ids) = _parts.Read(chunk);
        return ids.Where((_, place) => values[place] >= _range.Low && values[place] <= _range.High);
    }

    /// <summary>A range of a column.</summary>
    internal sealed record Range(OrderColumn Column, long Low, long High)
    {
        /// <summary>The ranges of a narrowing.</summary>
        public static IEnumerable<Range> Of(RecordNarrowing narrowing)
        {
            (OrderColumn, long?, long?)[] all =
            [
                (OrderColumn.Cost, narrowing.MinCostNanoUsd, narrowing.MaxCostNanoUsd),
                (OrderColumn.Tokens, narrowing.MinTokens, narrowing.MaxTokens),
                (OrderColumn.Duration, NarrowingSql.Nanos(narrowing.MinDuration), NarrowingSql.Nanos(narrowing.MaxDuration)),
            ];

            // What has no value is in no range.
            return all.Where(range => range is not (_, null, null)).Select(range => new Range(range.Item1, range.Item2 ?? OrderColumn.Null + 1, range.Item3 ?? long.MaxValue));
        }
    }
}
