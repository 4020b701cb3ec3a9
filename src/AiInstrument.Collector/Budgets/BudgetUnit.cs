namespace AiInstrument.Collector.Budgets;

/// <summary>What a budget counts. The numbers are stored.</summary>
public enum BudgetUnit
{
    /// <summary>Cost, in nano-dollars.</summary>
    Usd = 0,

    /// <summary>Input and output tokens together.</summary>
    Tokens = 1,

    /// <summary>Calls that were made; denied ones were not.</summary>
    Calls = 2,
}
