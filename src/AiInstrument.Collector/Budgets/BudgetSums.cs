namespace AiInstrument.Collector.Budgets;

/// <summary>What calls have used of a budget in a period. Every unit is kept, so that a budget may change its unit.</summary>
internal struct BudgetSums
{
    public long CostNanoUsd;
    public long Tokens;
    public long Calls;
    public long UnpricedCalls;
    public long EstimatedCalls;

    /// <summary>Nothing was used.</summary>
    public readonly bool IsZero => CostNanoUsd == 0 && Tokens == 0 && Calls == 0 && UnpricedCalls == 0 && EstimatedCalls == 0;

    /// <summary>The sum that a budget of a unit looks at.</summary>
    public readonly long Of(BudgetUnit unit) => unit switch
    {
        BudgetUnit.Usd => CostNanoUsd,
        BudgetUnit.Tokens => Tokens,
        _ => Calls,
    };

    /// <summary>Adds a call, or takes away what it added.</summary>
    public void Add(in CountedCall call, int sign)
    {
        CostNanoUsd += sign * call.CostNanoUsd;
        Tokens += sign * call.Tokens;
        Calls += sign * call.Calls;
        UnpricedCalls += sign * call.UnpricedCalls;
        EstimatedCalls += sign * call.EstimatedCalls;
    }

    /// <summary>Adds other sums.</summary>
    public void Add(in BudgetSums other)
    {
        CostNanoUsd += other.CostNanoUsd;
        Tokens += other.Tokens;
        Calls += other.Calls;
        UnpricedCalls += other.UnpricedCalls;
        EstimatedCalls += other.EstimatedCalls;
    }
}
