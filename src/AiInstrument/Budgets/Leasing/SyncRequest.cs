using System.Text.Json.Serialization;

namespace AiInstrument.Budgets.Leasing;

/// <summary>What an instance tells the collector: what was used, what it holds and what it needs.</summary>
internal sealed record SyncRequest
{
    public required string Instance { get; init; }

    public required string Service { get; init; }

    public IReadOnlyList<SettlementMessage>? Settlements { get; init; }

    public IReadOnlyList<HeldLease>? Held { get; init; }

    /// <summary>Ids of leases that are given back.</summary>
    public IReadOnlyList<string>? Returned { get; init; }

    public IReadOnlyList<WantedBudget>? Wanted { get; init; }

    public IReadOnlyList<ModelName>? Models { get; init; }

    /// <summary>The instance ends: all that it holds is given back.</summary>
    public bool Ends { get; init; }
}

/// <summary>What a call used. The same id twice is the same call. A count that the provider did not tell is null.</summary>
internal sealed record SettlementMessage
{
    public required string Id { get; init; }

    public required IReadOnlyList<string> Leases { get; init; }

    public required string Operation { get; init; }

    public string? Provider { get; init; }

    public string? RequestModel { get; init; }

    public string? ResponseModel { get; init; }

    public string? ServiceTier { get; init; }

    public long? InputTokens { get; init; }

    public long? OutputTokens { get; init; }

    public long? CacheReadTokens { get; init; }

    [JsonPropertyName("cacheWrite5mTokens")]
    public long? CacheWrite5mTokens { get; init; }

    [JsonPropertyName("cacheWrite1hTokens")]
    public long? CacheWrite1hTokens { get; init; }

    public long? ReasoningTokens { get; init; }

    public long? AudioInputTokens { get; init; }

    public long? AudioOutputTokens { get; init; }

    public required string Outcome { get; init; }

    public bool Estimated { get; init; }
}

/// <summary>A lease that is still needed.</summary>
/// <param name="Lease">Its id.</param>
/// <param name="Reserved">What calls in flight have set aside, in the budget's unit.</param>
internal sealed record HeldLease(string Lease, long Reserved);

/// <summary>A budget whose state is needed.</summary>
/// <param name="Budget">Its id.</param>
/// <param name="Key">The values of its <c>*</c> dimensions, joined by U+001F.</param>
/// <param name="Low">Whether the lease runs low, so that more is needed.</param>
internal sealed record WantedBudget(string Budget, string Key, bool Low);

/// <summary>A model that calls ask for.</summary>
internal sealed record ModelName(string? Provider, string Model);
