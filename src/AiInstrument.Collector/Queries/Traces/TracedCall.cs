namespace AiInstrument.Collector.Queries.Traces;

/// <summary>What the tree of a trace needs to know of an interaction.</summary>
/// <param name="Id">The row.</param>
/// <param name="Span">The span.</param>
/// <param name="Parent">The parent span; 0 for none.</param>
/// <param name="StartUnixNano">Its start.</param>
/// <param name="DurationNano">Nanoseconds that it took.</param>
/// <param name="Totals">The sums over itself: zero when it does not count.</param>
internal sealed record TracedCall(long Id, ulong Span, ulong Parent, long StartUnixNano, long DurationNano, UsageTotals Totals);

/// <summary>The way from a span that is no interaction to its parent.</summary>
/// <param name="Span">The span.</param>
/// <param name="Parent">The parent span.</param>
/// <param name="Tool">It runs a tool.</param>
internal readonly record struct TracedLink(ulong Span, ulong Parent, bool Tool);
