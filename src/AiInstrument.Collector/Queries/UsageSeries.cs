namespace AiInstrument.Collector.Queries;

/// <summary>One group's buckets.</summary>
/// <param name="Name">The group, null for "without", <c>(other)</c> for the rest.</param>
/// <param name="Buckets">The same buckets for every group.</param>
public sealed record UsageSeries(string? Name, IReadOnlyList<UsageBucket> Buckets);
