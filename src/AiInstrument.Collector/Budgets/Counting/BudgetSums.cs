using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Budgets.Counting;

/// <summary>What calls have used of a budget in a period. Every unit is kept, so that a budget may change its unit.</summary>
internal record struct BudgetSums
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

    /// <summary>Reads the sums of a row, in the order in which they are declared.</summary>
    public static BudgetSums Read(SqliteStatement row, int column) => new()
    {
        CostNanoUsd = row.Int64(column),
        Tokens = row.Int64(column + 1),
        Calls = row.Int64(column + 2),
        UnpricedCalls = row.Int64(column + 3),
        EstimatedCalls = row.Int64(column + 4),
    };

    /// <summary>Sets five parameters, in the same order.</summary>
    public readonly void Bind(SqliteStatement statement, int parameter)
    {
        statement.Bind(parameter, CostNanoUsd);
        statement.Bind(parameter + 1, Tokens);
        statement.Bind(parameter + 2, Calls);
        statement.Bind(parameter + 3, UnpricedCalls);
        statement.Bind(parameter + 4, EstimatedCalls);
    }

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
