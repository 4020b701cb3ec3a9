namespace AiInstrument.Collector.Queries;

/// <summary>What went from one route or job through one feature to one model. Null stands for calls that have none.</summary>
/// <param name="EntryPoint">The route or job.</param>
/// <param name="Feature">The feature, under its id of today.</param>
/// <param name="Model">The model.</param>
/// <param name="Totals">The sums.</param>
public sealed record UsageFlow(string? EntryPoint, string? Feature, string? Model, UsageTotals Totals);
