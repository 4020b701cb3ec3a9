using AiInstrument.Collector.Budgets.Counting;

namespace AiInstrument.Collector.Budgets.Leasing;

/// <summary>How much of a budget one instance gets at a time, in the budget's unit: a part of what is left, so that instances who come later find some too.</summary>
internal static class LeaseShares
{
    private const int Parts = 4;
    private const int LeastPart = 100;
    private const long MostLeastUsd = 1_000_000_000;
    private const long MostLeastTokens = 100_000;
    private const long MostLeastCalls = 10;

    /// <summary>What an instance is given that asks; 0 where no limit is hard.</summary>
    /// <param name="budget">The budget.</param>
    /// <param name="consumed">What is used and set aside of it.</param>
    /// <param name="left">What is left of it.</param>
    /// <param name="least">What is given at the least.</param>
    /// <param name="instances">How many instances share it.</param>
    public static long Of(BudgetDefinition budget, long consumed, long left, long least, int instances)
    {
        if (budget.HardLimit is null)
        {
            return 0;
        }

        // Below the soft limit leases get smaller towards it, so that little is set aside when it is reached.
        var near = budget.Draft.SoftLimit is { } soft && consumed < soft ? Math.Min(left, soft - consumed) : left;
        return Math.Max(least, Part(near, instances));
    }

    /// <summary>The part of an amount that one of so many instances may hold.</summary>
    public static long Part(long amount, int instances) => amount / (Parts * instances);

    /// <summary>What is given at the least, so that an instance need not ask for every call.</summary>
    public static long Least(BudgetDefinition budget)
    {
        var most = budget.Draft.Unit switch { BudgetUnit.Usd => MostLeastUsd, BudgetUnit.Tokens => MostLeastTokens, _ => MostLeastCalls };
        return Math.Clamp((budget.HardLimit ?? 0) / LeastPart, 1, most);
    }
}
