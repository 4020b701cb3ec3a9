namespace AiInstrument.Collector.Queries;

/// <summary>Totals of one group.</summary>
/// <param name="Name">The dimension's value, or null where the interactions have none.</param>
/// <param name="Totals">The sums.</param>
/// <param name="LastSeen">The newest interaction's start, UTC.</param>
public sealed record UsageGroup(string? Name, UsageTotals Totals, DateTimeOffset LastSeen);
