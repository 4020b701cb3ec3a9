using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Queries.Records;

namespace AiInstrument.Collector.Budgets;

/// <summary>Budgets of workspaces. Every change is in the audit log, and is counted and enforced when the call returns.</summary>
public interface IBudgets
{
    /// <summary>All budgets, by name.</summary>
    Task<IReadOnlyList<Budget>> ListAsync(int workspaceId, CancellationToken cancellationToken);

    /// <summary>One budget; null when the workspace has none with the id.</summary>
    Task<Budget?> FindAsync(int workspaceId, int id, CancellationToken cancellationToken);

    /// <summary>Creates a budget. What is recorded of its current period counts.</summary>
    Task<BudgetChange> CreateAsync(Actor actor, BudgetDraft draft, CancellationToken cancellationToken);

    /// <summary>Changes a budget. Where scope, unit, period or time zone change, it is counted anew.</summary>
    Task<BudgetChange> UpdateAsync(Actor actor, int id, BudgetDraft draft, CancellationToken cancellationToken);

    /// <summary>Deletes a budget with its counters.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteAsync(Actor actor, int id, CancellationToken cancellationToken);

    /// <summary>
    /// What is used of each active budget in the period that holds now. A budget for each value has a state for each value that was used, at most 1,000, the most used first.
    /// </summary>
    Task<IReadOnlyList<BudgetState>> GetStatesAsync(int workspaceId, CancellationToken cancellationToken);

    /// <summary>What is used of one budget in the period that holds now, active or not; the most used first, at most 1,000.</summary>
    Task<IReadOnlyList<BudgetState>> GetStatesAsync(int workspaceId, Budget budget, CancellationToken cancellationToken);

    /// <summary>The budgets that the newest builds declare, beside those of admins.</summary>
    Task<IReadOnlyList<BudgetDrift>> GetDriftAsync(int workspaceId, CancellationToken cancellationToken);

    /// <summary>Makes a limit what code declares it to be; creates the budget where there is none.</summary>
    Task<BudgetChange> AdoptAsync(Actor actor, BudgetDrift drift, CancellationToken cancellationToken);

    /// <summary>The budgets that a record counts in.</summary>
    Task<IReadOnlyList<Budget>> GetCountedInAsync(int workspaceId, InteractionDetail record, CancellationToken cancellationToken);
}
