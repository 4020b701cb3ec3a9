namespace AiInstrument.Collector.Alerts.Measures;

/// <summary>A collector without budgets.</summary>
internal sealed class NoBudgets : IBudgetUses
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<BudgetUse>> ReadAsync(int workspaceId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<BudgetUse>>([]);
}
