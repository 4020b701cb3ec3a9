
using AiInstrument.Collector.Queries.Traces;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Traces;

/// <summary>A row of a trace's tree, with its trace.</summary>
internal sealed record TraceNodeRow(TraceNode Node, TraceView Trace)
{
    // Deeper rows are drawn no further in, so that their names stay in sight; readers are told the level.
    private const int Deepest = 12;

    /// <summary>How far in it is drawn.</summary>
    public int Depth => Math.Min(Node.Level, Deepest);

    /// <summary>How its bar is drawn.</summary>
    public string BarKind => Node.Record switch
    {
        null => "tool",
        { Status: "error" } => "failed",
        { Counted: false } => "uncounted",
        _ => "counted",
    };

    /// <summary>The payer's row, when it is on the same page; otherwise its trace has it elsewhere or it has not arrived.</summary>
    public bool ShowsPayer => Trace.Nodes.Any(node => node.SpanId == Node.PayerSpanId);
}
