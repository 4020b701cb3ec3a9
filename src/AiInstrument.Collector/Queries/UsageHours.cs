namespace AiInstrument.Collector.Queries;

/// <summary>A window by UTC hour.</summary>
/// <param name="Hours">The hours that have calls, oldest first; null where hours are not kept for the narrowing.</param>
/// <param name="Missing">What the window's totals have beyond these hours: calls of organizations and projects whose records had been removed before their hours were kept.</param>
public sealed record UsageHours(IReadOnlyList<UsageBucket>? Hours, UsageTotals Missing);
