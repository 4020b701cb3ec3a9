namespace AiInstrument.Collector.Queries;

/// <summary>The largest groups.</summary>
/// <param name="Groups">Largest cost first, then most calls.</param>
/// <param name="Count">How many groups there are in all.</param>
public sealed record UsageTop(IReadOnlyList<UsageGroup> Groups, int Count);
