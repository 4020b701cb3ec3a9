namespace AiInstrument.Collector.Budgets;

/// <summary>How long a budget holds before it begins anew. The numbers are stored.</summary>
public enum BudgetPeriod
{
    /// <summary>A calendar day.</summary>
    Day = 0,

    /// <summary>A week from Monday to Sunday.</summary>
    Week = 1,

    /// <summary>A calendar month.</summary>
    Month = 2,

    /// <summary>Forever.</summary>
    Total = 3,
}
