namespace AiInstrument.Collector.Queries.Traces;

/// <summary>
/// Makes a tree of a trace's interactions, whatever arrived: spans that are no interactions are left out and their children go to the nearest row above them, except runs of tools, which stay.
/// What has no row above it is a root. Where parents go round in a circle, the earliest of them becomes a root. Each interaction is in the tree once, so the roots' sums are the trace's.
/// </summary>
internal sealed class TraceTree
{
    private const int None = -1;

    private readonly List<Row> _rows;
    private readonly Dictionary<ulong, int> _rowOf = [];
    private readonly Dictionary<ulong, TracedLink> _links = [];
    private readonly Dictionary<ulong, (int Row, bool Unknown)> _above = [];

    private TraceTree(IReadOnlyList<TracedCall> calls, IReadOnlyList<TracedLink> links)
    {
        _rows = new List<Row>(calls.Count);
        foreach (var call in calls)
        {
            _rowOf[call.Span] = _rows.Count;
            _rows.Add(new Row(call.Span, call.Parent, call, call.StartUnixNano, call.StartUnixNano + call.DurationNano, call.Totals));
        }

        foreach (var link in links)
        {
            if (!_rowOf.ContainsKey(link.Span))
            {
                _links[link.Span] = link;
            }
        }
    }

    /// <summary>The rows depth first: parents before children, siblings by their start, then by their span.</summary>
    public static IReadOnlyList<Row> Build(IReadOnlyList<TracedCall> calls, IReadOnlyList<TracedLink> links)
    {
        var tree = new TraceTree(calls, links);
        tree.FindParents();
        tree.BreakCircles();
        var order = tree.ParentsFirst();
        tree.SumUp(order);
        return tree.DepthFirst();
    }

    // Rows of tools are added on the way, and looked at in their turn.
    private void FindParents()
    {
        for (var row = 0; row < _rows.Count; row++)
        {
            var (above, unknown) = Above(_rows[row].Parent);
            _rows[row].Above = above;
            _rows[row].ParentUnknown = unknown;
        }
    }

    // The nearest row that is the span or above it. What was found is remembered for the whole way, so that long ways cost once.
    private (int Row, bool Unknown) Above(ulong span)
    {
        var way = new List<ulong>();
        (int Row, bool Unknown) found;
        while (true)
        {
            if (_rowOf.TryGetValue(span, out var row))
            {
                found = (row, false);
                break;
            }

            if (_above.TryGetValue(span, out found))
            {
                break;
            }

            if (!_links.TryGetValue(span, out var link))
            {
                found = (None, span != 0);
                break;
            }

            if (link.Tool)
            {
                found = (_rows.Count, false);
                _rowOf[span] = _rows.Count;
                _rows.Add(new Row(span, link.Parent, null, long.MaxValue, long.MinValue, new UsageTotals()));
                break;
            }

            // A way that comes back to itself leads nowhere.
            _above[span] = (None, true);
            way.Add(span);
            span = link.Parent;
        }

        way.ForEach(passed => _above[passed] = found);
        return found;
    }

    private void BreakCircles()
    {
        var seen = new int[_rows.Count];
        for (var start = 0; start < _rows.Count; start++)
        {
            var row = start;
            for (; row != None && seen[row] == 0; row = _rows[row].Above)
            {
                seen[row] = start + 1;
            }

            if (row != None && seen[row] == start + 1)
            {
                var first = row;
                for (var next = _rows[row].Above; next != row; next = _rows[next].Above)
                {
                    first = Compare(next, first) < 0 ? next : first;
                }

                _rows[first].Above = None;
            }
        }
    }

    private List<int> ParentsFirst()
    {
        foreach (var row in _rows.Where(row => row.Above != None))
        {
            _rows[row.Above].Children++;
        }

        // Leaves first, then those all of whose children were taken; the other way round, parents come first.
        var waiting = _rows.ConvertAll(row => row.Children);
        var order = Enumerable.Range(0, _rows.Count).Where(row => waiting[row] == 0).ToList();
        for (var next = 0; next < order.Count; next++)
        {
            if (_rows[order[next]].Above is not None and var above && --waiting[above] == 0)
            {
                order.Add(above);
            }
        }

        order.Reverse();
        return order;
    }

    private void SumUp(List<int> parentsFirst)
    {
        for (var next = parentsFirst.Count - 1; next >= 0; next--)
        {
            var row = _rows[parentsFirst[next]];
            if (row.Above != None)
            {
                var above = _rows[row.Above];
                above.Subtree = above.Subtree.Plus(row.Subtree);
                above.Descendants += row.Descendants + 1;
                if (above.Call is null)
                {
                    above.Start = Math.Min(above.Start, row.Start);
                    above.End = Math.Max(above.End, row.End);
                }
            }
        }
    }

    private List<Row> DepthFirst()
    {
        var children = Enumerable.Range(0, _rows.Count).ToLookup(row => _rows[row].Above);
        var result = new List<Row>(_rows.Count);
        var waiting = new Stack<int>(children[None].Order(Comparer<int>.Create(Compare)).Reverse());
        while (waiting.TryPop(out var next))
        {
            var row = _rows[next];
            row.Level = row.Above == None ? 0 : _rows[row.Above].Level + 1;
            result.Add(row);
            foreach (var child in children[next].Order(Comparer<int>.Create(Compare)).Reverse())
            {
                waiting.Push(child);
            }
        }

        return result;
    }

    private int Compare(int one, int other) => (_rows[one].Start, _rows[one].Span).CompareTo((_rows[other].Start, _rows[other].Span));

    /// <summary>A row of the tree.</summary>
    internal sealed class Row(ulong span, ulong parent, TracedCall? call, long start, long end, UsageTotals totals)
    {
        /// <summary>The span.</summary>
        public ulong Span => span;

        /// <summary>The parent that the span names; 0 for none.</summary>
        public ulong Parent => parent;

        /// <summary>The interaction; null for the run of a tool.</summary>
        public TracedCall? Call => call;

        /// <summary>Rows above it.</summary>
        public int Level { get; set; }

        /// <summary>The span names a parent that is not known.</summary>
        public bool ParentUnknown { get; set; }

        /// <summary>Its own start in nanoseconds, or that of what is beneath the run of a tool.</summary>
        public long Start { get; set; } = start;

        /// <summary>Its own end, or that of what is beneath the run of a tool.</summary>
        public long End { get; set; } = end;

        /// <summary>Rows beneath it.</summary>
        public int Descendants { get; set; }

        /// <summary>Sums over itself and what is beneath it.</summary>
        public UsageTotals Subtree { get; set; } = totals;

        /// <summary>The row above; −1 for a root.</summary>
        internal int Above { get; set; } = None;

        /// <summary>Rows right beneath it.</summary>
        internal int Children { get; set; }
    }
}
