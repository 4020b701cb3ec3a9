namespace AiInstrument.Collector.Budgets;

/// <summary>How units, periods and dimensions are written: on the wire, in registries and in the API.</summary>
public static class BudgetWords
{
    private static readonly string[] Units = ["usd", "tokens", "calls"];
    private static readonly string[] Periods = ["day", "week", "month", "total"];
    private static readonly string[] Dimensions = ["organization", "user", "project", "feature", "entry_point", "model", "service"];

    /// <summary>The word of a unit.</summary>
    public static string Of(BudgetUnit unit) => Units[(int)unit];

    /// <summary>The word of a period.</summary>
    public static string Of(BudgetPeriod period) => Periods[(int)period];

    /// <summary>The word of a dimension.</summary>
    public static string Of(BudgetDimension dimension) => Dimensions[(int)dimension];

    /// <summary>The unit of a word; null for no unit.</summary>
    public static BudgetUnit? UnitOf(string? word) => Array.IndexOf(Units, word) is >= 0 and var index ? (BudgetUnit)index : null;

    /// <summary>The period of a word; null for no period.</summary>
    public static BudgetPeriod? PeriodOf(string? word) => Array.IndexOf(Periods, word) is >= 0 and var index ? (BudgetPeriod)index : null;
}
