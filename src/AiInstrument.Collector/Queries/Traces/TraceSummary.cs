using AiInstrument.Collector.Queries.Records;

namespace AiInstrument.Collector.Queries.Traces;

/// <summary>One trace in a list.</summary>
/// <param name="TraceId">32 hex digits.</param>
/// <param name="Start">When its first interaction began, UTC.</param>
/// <param name="Duration">From the first beginning to the last end.</param>
/// <param name="Interactions">Interactions, whether they count or not.</param>
/// <param name="Totals">Sums over those that count.</param>
public sealed record TraceSummary(string TraceId, DateTimeOffset Start, TimeSpan Duration, long Interactions, UsageTotals Totals)
{
    /// <summary>The interaction that began first, which says what the trace is about; null where nobody asked.</summary>
    public InteractionRow? First { get; init; }

    /// <summary>Interactions of the same trace that are not among these, because they belong to no session or to another one.</summary>
    public long Elsewhere { get; init; }
}
