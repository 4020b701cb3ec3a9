namespace AiInstrument.Collector.Queries.Traces;

/// <summary>A trace's interactions as a tree, depth first, one page of it. Spans that are no model calls are not stored; runs of tools are known as long as their links are.</summary>
public sealed record TraceView
{
    /// <summary>32 hex digits.</summary>
    public required string TraceId { get; init; }

    /// <summary>When the first interaction began, UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>From the first beginning to the last end.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Interactions of the trace, whether they count or not.</summary>
    public required long Interactions { get; init; }

    /// <summary>Sums over the interactions that count: those of the ledger, all of them, whatever page is shown.</summary>
    public required UsageTotals Totals { get; init; }

    /// <summary>The sessions that interactions of the trace name.</summary>
    public required IReadOnlyList<string> Sessions { get; init; }

    /// <summary>Rows of the tree on all pages: interactions and runs of tools.</summary>
    public required int NodeCount { get; init; }

    /// <summary>False when the trace has more interactions than a tree is made of: <see cref="Totals"/> hold all of them, the tree only the first.</summary>
    public required bool Complete { get; init; }

    /// <summary>The page's rows, parents before their children.</summary>
    public required IReadOnlyList<TraceNode> Nodes { get; init; }
}
