namespace AiInstrument.Collector.Budgets;

/// <summary>What is used of a budget in the period that holds now.</summary>
/// <param name="BudgetId">The budget.</param>
/// <param name="Name">Its name.</param>
/// <param name="Key">The values that it stands for, see <see cref="BudgetScope.Values"/>; empty where there are none.</param>
/// <param name="Unit">What the amounts count.</param>
/// <param name="Period">The period's name, for example <c>2026-11</c>.</param>
/// <param name="ResetsAt">When the next period begins; null for never.</param>
/// <param name="Used">What is recorded.</param>
/// <param name="SoftLimit">The soft limit, or null.</param>
/// <param name="HardLimit">The hard limit, or null.</param>
/// <param name="WarningPercent">The share of the lower limit from which on the budget warns.</param>
public sealed record BudgetState(
    int BudgetId, string Name, string Key, BudgetUnit Unit, string Period, DateTimeOffset? ResetsAt, long Used, long? SoftLimit, long? HardLimit, int WarningPercent)
{
    /// <summary>What instances have set aside or used, and what is not recorded yet.</summary>
    public long Leased { get; init; }

    /// <summary>Calls that are recorded.</summary>
    public long Calls { get; init; }

    /// <summary>Calls whose cost is not known: they are missing in a budget of dollars.</summary>
    public long UnpricedCalls { get; init; }

    /// <summary>Calls whose usage is estimated.</summary>
    public long EstimatedCalls { get; init; }

    /// <summary>The limit that comes first.</summary>
    public long Limit => Math.Min(SoftLimit ?? long.MaxValue, HardLimit ?? long.MaxValue);

    /// <summary>How far it is used.</summary>
    public BudgetLevel Level =>
        HardLimit is { } hard && Used >= hard ? BudgetLevel.OverHard
        : SoftLimit is { } soft && Used >= soft ? BudgetLevel.OverSoft
        : (Int128)Used * 100 >= (Int128)Limit * WarningPercent ? BudgetLevel.Warning
        : BudgetLevel.Ok;
}

/// <summary>How far a budget is used.</summary>
public enum BudgetLevel
{
    /// <summary>Below its warning threshold.</summary>
    Ok,

    /// <summary>At its warning threshold or above.</summary>
    Warning,

    /// <summary>At its soft limit or above.</summary>
    OverSoft,

    /// <summary>At its hard limit or above.</summary>
    OverHard,
}
