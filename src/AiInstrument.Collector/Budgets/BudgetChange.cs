namespace AiInstrument.Collector.Budgets;

/// <summary>What became of a change.</summary>
/// <param name="Budget">The budget as it is now; null when nothing was changed.</param>
/// <param name="Problems">Why nothing was changed; none when it was.</param>
public sealed record BudgetChange(Budget? Budget, IReadOnlyList<BudgetProblem> Problems)
{
    /// <summary>There is no such budget.</summary>
    public bool IsMissing => Budget is null && Problems is [];
}
