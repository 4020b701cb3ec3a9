namespace AiInstrument.Collector.Queries;

/// <summary>Totals of one hour or day.</summary>
/// <param name="Start">The bucket's start, UTC.</param>
/// <param name="Totals">The sums.</param>
public sealed record UsageBucket(DateTimeOffset Start, UsageTotals Totals);
