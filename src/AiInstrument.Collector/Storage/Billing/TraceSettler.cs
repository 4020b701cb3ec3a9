using System.Buffers.Binary;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage.Billing;

/// <summary>Settles the traces that a transaction has touched, before it is committed.</summary>
internal sealed class TraceSettler(SqliteWriter writer, StoredCalls calls, PriceBook prices)
{
    private readonly HashSet<(int Workspace, UInt128 Trace)> _touched = [];
    private readonly List<(bool Aggregate, string? ResponseId)> _seen = [];

    private readonly SqliteStatement _addLink = writer.Prepare("""
        INSERT INTO trace_links (workspace_id, trace_id, span_id, parent_span_id, tool, received_day) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """);

    private readonly SqliteStatement _look = writer.Prepare("SELECT aggregate, CASE WHEN covered THEN NULL ELSE response_id END FROM interactions WHERE workspace_id = ? AND trace_id = ?");

    private readonly SqliteStatement _links = writer.Prepare("SELECT span_id, parent_span_id, tool FROM trace_links WHERE workspace_id = ? AND trace_id = ?");

    private readonly SqliteStatement _calls = writer.Prepare($"""
        SELECT id, span_id, parent_span_id, aggregate, covered, response_id, reported_tokens, counted, uncounted_reason, {StoredCalls.UsageColumns}
        FROM interactions WHERE workspace_id = ? AND trace_id = ?
        """);

    /// <summary>Notes a trace that has a new interaction.</summary>
    public void Touch(int workspace, UInt128 trace) => _touched.Add((workspace, trace));

    /// <summary>Stores a way from a span to its parent.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="link">The way.</param>
    /// <param name="receivedDay">When it arrived, in days since the Unix epoch.</param>
    public void AddLink(int workspace, in TraceLink link, long receivedDay)
    {
        BindTrace(_addLink, workspace, link.Link.TraceId);
        _addLink.Bind(3, unchecked((long)link.Link.SpanId));
        _addLink.Bind(4, unchecked((long)link.Link.ParentSpanId));
        _addLink.Bind(5, link.Tool);
        _addLink.Bind(6, receivedDay);
        _addLink.Run();
        if (writer.Changes > 0)
        {
            Touch(workspace, link.Link.TraceId);
        }
    }

    /// <summary>Corrects what the touched traces pay for.</summary>
    public void Settle()
    {
        foreach (var (workspace, trace) in _touched)
        {
            if (NeedsSettling(workspace, trace))
            {
                Settle(workspace, trace);
            }
        }

        Forget();
    }

    /// <summary>Forgets the touched traces, because their transaction was rolled back.</summary>
    public void Forget() => _touched.Clear();

    private bool NeedsSettling(int workspace, UInt128 trace)
    {
        _seen.Clear();
        BindTrace(_look, workspace, trace);
        while (_look.Step())
        {
            _seen.Add((_look.Int64(0) != 0, _look.Text(1)));
        }

        return _seen is not ([] or [(false, _)]) && CallTree.NeedsSettling(_seen);
    }

    private void Settle(int workspace, UInt128 trace)
    {
        var nodes = new List<CallNode>();
        var stored = new List<Bill>();
        BindTrace(_calls, workspace, trace);
        while (_calls.Step())
        {
            var usage = StoredCalls.ReadUsage(_calls, 9);
            nodes.Add(new CallNode(
                _calls.Int64(0), unchecked((ulong)_calls.Int64(1)), unchecked((ulong)_calls.Int64(2)), _calls.Int64(3) != 0, _calls.Int64(4) != 0,
                _calls.Text(5), _calls.Text(6) is { } reported ? TokenSum.FromText(reported) : usage));
            stored.Add(new Bill(_calls.Int64(7) != 0, usage, _calls.Text(8)));
        }

        var links = new List<LinkNode>();
        BindTrace(_links, workspace, trace);
        while (_links.Step())
        {
            links.Add(new LinkNode(unchecked((ulong)_links.Int64(0)), unchecked((ulong)_links.Int64(1)), _links.Int64(2) != 0));
        }

        var bills = CallTree.Settle(nodes, links);
        for (var i = 0; i < bills.Length; i++)
        {
            // A covered one keeps the reason that its sender gave.
            if (!nodes[i].Covered && bills[i] != stored[i])
            {
                calls.Change(nodes[i].Id, bills[i], nodes[i].Reported, prices);
            }
        }
    }

    private static void BindTrace(SqliteStatement statement, int workspace, UInt128 trace)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, trace);
        statement.Bind(1, (long)workspace);
        statement.Bind(2, bytes);
    }
}
