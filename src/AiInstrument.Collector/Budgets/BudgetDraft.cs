namespace AiInstrument.Collector.Budgets;

/// <summary>What an admin says of a budget.</summary>
public sealed record BudgetDraft
{
    /// <summary>The name; unique in the workspace.</summary>
    public required string Name { get; init; }

    /// <summary>Which calls count.</summary>
    public BudgetScope Scope { get; init; } = new();

    /// <summary>What is counted.</summary>
    public BudgetUnit Unit { get; init; }

    /// <summary>How long it holds.</summary>
    public BudgetPeriod Period { get; init; } = BudgetPeriod.Month;

    /// <summary>The IANA time zone whose days, weeks and months are meant.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Above it a call is denied unless it overrides and <see cref="AllowOverride"/> is on; null for none. In the unit.</summary>
    public long? SoftLimit { get; init; }

    /// <summary>Above it every call is denied; null for none. In the unit.</summary>
    public long? HardLimit { get; init; }

    /// <summary>The share of the lower limit from which on the budget warns, 1 to 100.</summary>
    public int WarningPercent { get; init; } = 80;

    /// <summary>Whether a call may pass the soft limit when a person confirms it.</summary>
    public bool AllowOverride { get; init; }

    /// <summary>Whether it is enforced. One that is not goes on counting.</summary>
    public bool Active { get; init; } = true;
}
