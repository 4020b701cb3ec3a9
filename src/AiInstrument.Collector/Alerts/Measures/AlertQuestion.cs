using AiInstrument.Collector.Queries;

namespace AiInstrument.Collector.Alerts.Measures;

/// <summary>What is measured for a rule.</summary>
/// <param name="WorkspaceId">The rule's workspace.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Now">The moment of the evaluation, UTC.</param>
/// <param name="Queries">Reads one snapshot of the database.</param>
/// <param name="Memory">What the rule remembers, by key.</param>
internal sealed record AlertQuestion(int WorkspaceId, AlertRule Rule, DateTimeOffset Now, IUsageQueries Queries, IReadOnlyDictionary<string, AlertMemory> Memory)
{
    /// <summary>Today, UTC.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    /// <summary>Today and the days before it that the rule's window holds.</summary>
    public UsageWindow Days => new("alert", Today.AddDays(1 - Math.Max(1, Rule.WindowMinutes / 1440)), Today);
}
