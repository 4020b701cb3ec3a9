namespace AiInstrument.Budgets.Leasing;

/// <summary>What the collector answers. It comes from outside: everything may be missing.</summary>
internal sealed record SyncAnswer
{
    public int? NextSyncMs { get; init; }

    public int? LeaseMs { get; init; }

    public IReadOnlyList<BudgetMessage?>? Budgets { get; init; }

    public IReadOnlyList<RateMessage?>? Rates { get; init; }

    public RateMessage? UnknownRate { get; init; }
}

/// <summary>A budget. Amounts are in its unit: nano-dollars, tokens or calls.</summary>
internal sealed record BudgetMessage
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public IReadOnlyDictionary<string, string?>? Scope { get; init; }

    public string? Unit { get; init; }

    public long? SoftLimit { get; init; }

    public long? HardLimit { get; init; }

    public bool AllowOverride { get; init; }

    public string? Period { get; init; }

    public DateTimeOffset? ResetsAt { get; init; }

    public IReadOnlyList<StateMessage?>? States { get; init; }
}

/// <summary>What is used of a budget, for one key.</summary>
internal sealed record StateMessage
{
    public string? Key { get; init; }

    /// <summary>Everything but what the lease beside it stands for.</summary>
    public long Used { get; init; }

    public LeaseMessage? Lease { get; init; }
}

/// <summary>What this instance may use: what is granted less what it has settled.</summary>
internal sealed record LeaseMessage
{
    public string? Id { get; init; }

    public long Granted { get; init; }

    public long Settled { get; init; }
}

/// <summary>The most that a million tokens of a model cost, in nano-dollars.</summary>
internal sealed record RateMessage
{
    public string? Provider { get; init; }

    public string? Model { get; init; }

    public long InputPerMillion { get; init; }

    public long OutputPerMillion { get; init; }
}
