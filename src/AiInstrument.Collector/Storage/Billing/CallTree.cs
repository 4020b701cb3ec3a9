using AiInstrument.Collector.Normalization;

namespace AiInstrument.Collector.Storage.Billing;

/// <summary>
/// Decides what each interaction of a trace pays for. A function of what is known of the trace, in whatever order it arrived:
/// a call pays for itself; a sum of calls pays for what the calls beneath it do not; of one call that was reported twice, nested, one pays.
/// What is beneath the run of a tool is a tree of its own.
/// </summary>
internal sealed class CallTree
{
    private readonly IReadOnlyList<CallNode> _calls;
    private readonly IReadOnlyList<LinkNode> _links;
    private readonly Dictionary<ulong, ulong> _parents = [];
    private readonly Dictionary<ulong, int> _callOf = [];
    private readonly Bill[] _bills;

    private CallTree(IReadOnlyList<CallNode> calls, IReadOnlyList<LinkNode> links)
    {
        _calls = calls;
        _links = links;
        _bills = new Bill[calls.Count];
        foreach (var link in links)
        {
            _parents[link.Span] = link.Parent;
        }

        for (var call = 0; call < calls.Count; call++)
        {
            _parents[calls[call].Span] = calls[call].Parent;
            _callOf[calls[call].Span] = call;
        }
    }

    /// <summary>Whether a trace's interactions depend on each other: otherwise each pays for itself.</summary>
    public static bool NeedsSettling(IEnumerable<(bool Aggregate, string? ResponseId)> calls)
    {
        var responses = new HashSet<string>(StringComparer.Ordinal);
        return calls.Any(call => call.Aggregate || (call.ResponseId is { } response && !responses.Add(response)));
    }

    /// <summary>The bills, in the order of the calls.</summary>
    public static Bill[] Settle(IReadOnlyList<CallNode> calls, IReadOnlyList<LinkNode> links)
    {
        var tree = new CallTree(calls, links);
        tree.BillCalls();
        tree.BillSums();
        return tree._bills;
    }

    private void BillCalls()
    {
        var twins = new Dictionary<int, List<int>>();
        for (var call = 0; call < _calls.Count; call++)
        {
            var node = _calls[call];
            _bills[call] = node.Covered ? new Bill(false, node.Reported, null) : new Bill(!node.Aggregate, node.Reported, null);
            if (_bills[call].Counted && node.ResponseId is not null && OutermostTwin(call) is { } outermost)
            {
                (twins.TryGetValue(outermost, out var nested) ? nested : twins[outermost] = [outermost]).Add(call);
            }
        }

        foreach (var reports in twins.Values)
        {
            // The outer report knows more of who asked, unless only an inner one knows the usage.
            var payer = reports.OrderByDescending(report => _calls[report].Reported.IsKnown).ThenBy(Depth).ThenBy(report => _calls[report].Span).First();
            var reason = UncountedReason.SameResponse(_calls[payer].Span);
            foreach (var report in reports)
            {
                _bills[report] = report == payer ? _bills[report] : new Bill(false, _calls[report].Reported, reason);
            }
        }
    }

    // The farthest ancestor that reports the same response; null when there is none, or when the ancestors go round in a circle.
    private int? OutermostTwin(int call)
    {
        int? outermost = null;
        var steps = 0;
        for (var span = _calls[call].Parent; _parents.TryGetValue(span, out var parent); span = parent)
        {
            if (++steps > _parents.Count)
            {
                return null;
            }

            if (_callOf.TryGetValue(span, out var other) && _calls[other] is { Aggregate: false, Covered: false } twin && twin.ResponseId == _calls[call].ResponseId)
            {
                outermost = other;
            }
        }

        return outermost;
    }

    private int Depth(int call)
    {
        var depth = 0;
        for (var span = _calls[call].Parent; depth <= _parents.Count && _parents.TryGetValue(span, out var parent); span = parent)
        {
            depth++;
        }

        return depth;
    }

    private void BillSums()
    {
        var tools = _links.Where(link => link.Tool).Select(link => link.Span).ToHashSet();
        var sums = new Dictionary<ulong, TokenSum>(_parents.Count);
        foreach (var span in ChildrenFirst())
        {
            var sum = sums.GetValueOrDefault(span);
            if (_callOf.TryGetValue(span, out var call))
            {
                if (_calls[call] is { Aggregate: true, Covered: false } node)
                {
                    _bills[call] = BillSum(node, sum);
                }

                if (_bills[call].Counted)
                {
                    sum.Add(_bills[call].Usage);
                }
            }

            if (!tools.Contains(span) && _parents[span] is var parent && _parents.ContainsKey(parent))
            {
                var above = sums.GetValueOrDefault(parent);
                above.Add(sum);
                sums[parent] = above;
            }
        }
    }

    private static Bill BillSum(CallNode node, in TokenSum beneath)
    {
        if (beneath.Calls == 0)
        {
            return node.Reported.Total > 0 ? new Bill(true, node.Reported, null) : new Bill(false, node.Reported, UncountedReason.NoUsage);
        }

        var rest = beneath.RemainderOf(node.Reported);
        return rest.Total > 0 ? new Bill(true, rest, null) : new Bill(false, node.Reported, UncountedReason.CountedBeneath);
    }

    // Spans that go round in a circle come last, in the order of their ids.
    private List<ulong> ChildrenFirst()
    {
        var waiting = new Dictionary<ulong, int>();
        foreach (var (_, parent) in _parents)
        {
            waiting[parent] = waiting.GetValueOrDefault(parent) + 1;
        }

        var order = new List<ulong>(_parents.Count);
        order.AddRange(_parents.Keys.Where(span => !waiting.ContainsKey(span)).Order());
        for (var next = 0; next < order.Count; next++)
        {
            var parent = _parents[order[next]];
            if (_parents.ContainsKey(parent) && --waiting[parent] == 0)
            {
                order.Add(parent);
            }
        }

        if (order.Count < _parents.Count)
        {
            order.AddRange(_parents.Keys.Except(order).Order().ToList());
        }

        return order;
    }
}
