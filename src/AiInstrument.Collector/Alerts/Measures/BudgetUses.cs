using AiInstrument.Collector.Budgets;

namespace AiInstrument.Collector.Alerts.Measures;

/// <summary>Reads the use of budgets from their counters.</summary>
internal sealed class BudgetUses(IBudgets budgets) : IBudgetUses
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<BudgetUse>> ReadAsync(int workspaceId, CancellationToken cancellationToken)
    {
        var states = await budgets.GetStatesAsync(workspaceId, cancellationToken).ConfigureAwait(false);
        return
        [
            .. states
                .Where(state => state.SoftLimit is not null || state.HardLimit is not null)
                .Select(state => new BudgetUse(
                    state.Key.Length == 0 ? state.Name : $"{state.Name}: {state.Key.Replace(BudgetScope.KeySeparator.ToString(), ", ", StringComparison.Ordinal)}", state.Used, state.Limit)),
        ];
    }
}
