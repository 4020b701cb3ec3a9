using AiInstrument.Collector.Queries;

namespace AiInstrument.Collector.Alerts;

/// <summary>A rule that is evaluated every minute.</summary>
/// <param name="Id">The rule's id; 0 for one that is not stored yet.</param>
/// <param name="Name">Unique in its workspace, 1 to 100 characters.</param>
/// <param name="Kind">What it looks at.</param>
public sealed record AlertRule(int Id, string Name, AlertKind Kind)
{
    /// <summary>Which calls it looks at. Budgets, coverage and lost spans belong to no calls: they heed the service at the most.</summary>
    public UsageFilter Filter { get; init; } = UsageFilter.None;

    /// <summary>Fires from here on; above 0. Its unit is that of the kind: percent, milliseconds, tokens, percentage points, minutes or spans.</summary>
    public double Threshold { get; init; }

    /// <summary>
    /// Does not fire below: calls for error rate and latency, nano-dollars for the spend rate, tokens for the token rate. Other kinds have none.
    /// </summary>
    public long Minimum { get; init; }

    /// <summary>How far back it looks, in minutes: whole hours up to a day for rates, errors and latency; whole days up to 30 for unpriced usage, coverage and lost spans. Other kinds have none.</summary>
    public int WindowMinutes { get; init; }

    /// <summary>Minutes after which a rule that still fires notifies again, from 5; null for never.</summary>
    public int? RenotifyMinutes { get; init; }

    /// <summary>Whether it is evaluated.</summary>
    public bool Active { get; init; } = true;

    /// <summary>The channels that are notified.</summary>
    public IReadOnlyList<int> Channels { get; init; } = [];

    /// <summary>Why the last evaluation failed, or null.</summary>
    public string? Problem { get; init; }
}
