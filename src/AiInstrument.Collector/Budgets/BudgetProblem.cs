namespace AiInstrument.Collector.Budgets;

/// <summary>What is wrong with a budget as it was typed.</summary>
/// <param name="Field">Where.</param>
/// <param name="Kind">What.</param>
public sealed record BudgetProblem(BudgetField Field, BudgetProblemKind Kind);

/// <summary>A part of a budget that people fill in.</summary>
public enum BudgetField
{
    /// <summary>The name.</summary>
    Name,

    /// <summary>The values that narrow it.</summary>
    Scope,

    /// <summary>The unit.</summary>
    Unit,

    /// <summary>The period.</summary>
    Period,

    /// <summary>The time zone.</summary>
    TimeZone,

    /// <summary>The soft limit.</summary>
    SoftLimit,

    /// <summary>The hard limit.</summary>
    HardLimit,

    /// <summary>The warning threshold.</summary>
    WarningPercent,
}

/// <summary>What is wrong.</summary>
public enum BudgetProblemKind
{
    /// <summary>It must be filled in.</summary>
    Missing,

    /// <summary>It has more characters than are kept.</summary>
    TooLong,

    /// <summary>Another budget has the name.</summary>
    Taken,

    /// <summary>It is not known.</summary>
    Unknown,

    /// <summary>It is out of its range.</summary>
    OutOfRange,

    /// <summary>Neither a soft nor a hard limit is set.</summary>
    NoLimit,

    /// <summary>The soft limit is above the hard one.</summary>
    AboveHard,

    /// <summary>The workspace has as many budgets as it may have.</summary>
    TooMany,
}
