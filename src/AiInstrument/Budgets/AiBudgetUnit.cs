namespace AiInstrument.Budgets;

/// <summary>What a budget counts.</summary>
public enum AiBudgetUnit
{
    /// <summary>Billionths of a US dollar.</summary>
    NanoDollars,

    /// <summary>Input and output tokens together.</summary>
    Tokens,

    /// <summary>Calls.</summary>
    Calls,
}
