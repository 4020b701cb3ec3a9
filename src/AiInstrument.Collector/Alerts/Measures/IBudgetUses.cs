namespace AiInstrument.Collector.Alerts.Measures;

/// <summary>How far budgets are used.</summary>
internal interface IBudgetUses
{
    /// <summary>The running period of each budget that has a limit, and of each of its values.</summary>
    Task<IReadOnlyList<BudgetUse>> ReadAsync(int workspaceId, CancellationToken cancellationToken);
}

/// <summary>One budget's use in its running period.</summary>
/// <param name="Name">The budget, and its value where it is one of several.</param>
/// <param name="Used">Used until now, in the limit's unit.</param>
/// <param name="Limit">The limit that is met first.</param>
internal sealed record BudgetUse(string Name, long Used, long Limit);
