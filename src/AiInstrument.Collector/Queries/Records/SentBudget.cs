namespace AiInstrument.Collector.Queries.Records;

/// <summary>What a call's attributes say of the budgets that it met.</summary>
public static class SentBudget
{
    /// <summary>Whether a refusal was overridden.</summary>
    public const string Override = "aiinstrument.budget.override";

    /// <summary>Who answers for that.</summary>
    public const string OverrideBy = "aiinstrument.budget.override_by";

    /// <summary>The lease that the call was paid from.</summary>
    public const string Lease = "aiinstrument.budget.lease";

    /// <summary>Whether a refusal was overridden.</summary>
    /// <param name="attribute">The value of an attribute, or null.</param>
    public static bool IsOverride(Func<string, string?> attribute) => attribute(OverrideBy) is not null || string.Equals(attribute(Override), "true", StringComparison.OrdinalIgnoreCase);
}
