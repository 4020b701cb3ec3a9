namespace AiInstrument.Collector.Queries;

/// <summary>How well the counted interactions of a window went. What is not kept for a narrowing is null.</summary>
/// <param name="Durations">How long successful calls took; null where usage is narrowed to an organization, user, project or call site.</param>
/// <param name="FirstTokens">How long successful streams took to their first token; null like <paramref name="Durations"/>.</param>
/// <param name="Errors">Failed calls by error type, most first; null like <paramref name="Durations"/>.</param>
/// <param name="Savings">What caches saved; null where usage is narrowed to a user, project or call site.</param>
public sealed record UsageQuality(DurationQuality? Durations, DurationQuality? FirstTokens, IReadOnlyList<ErrorClass>? Errors, CacheSavings? Savings);

/// <summary>Percentiles of durations. They are read from buckets, each at most a quarter as wide as its durations, and estimated within.</summary>
/// <param name="Calls">How many calls were measured.</param>
/// <param name="P50">Half of them took no longer; null when there were none.</param>
/// <param name="P95">Of a hundred, 95 took no longer.</param>
/// <param name="P99">Of a hundred, 99 took no longer.</param>
public sealed record DurationQuality(long Calls, TimeSpan? P50, TimeSpan? P95, TimeSpan? P99);

/// <summary>Failed calls of one error type.</summary>
/// <param name="Type">The type, or null where the call named none.</param>
/// <param name="Calls">How many.</param>
public sealed record ErrorClass(string? Type, long Calls);

/// <summary>What caches saved, by the prices in force. Of calls without a price it is unknown, not zero.</summary>
/// <param name="CachedResponses">Calls that were answered from a cache of the application and cost nothing.</param>
/// <param name="CachedResponsesNanoUsd">What those with a price would have cost, in nano-dollars.</param>
/// <param name="CachedResponsesUnpriced">Those without a price.</param>
/// <param name="PromptCacheCalls">Priced calls that read or wrote the provider's prompt cache.</param>
/// <param name="PromptCacheNanoUsd">What that saved, in nano-dollars; less than zero where writing cost more than reading saved.</param>
public sealed record CacheSavings(long CachedResponses, long CachedResponsesNanoUsd, long CachedResponsesUnpriced, long PromptCacheCalls, long PromptCacheNanoUsd);
