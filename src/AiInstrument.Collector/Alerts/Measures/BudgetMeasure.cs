namespace AiInstrument.Collector.Alerts.Measures;

/// <summary>Use of each budget in percent of its limit.</summary>
internal sealed class BudgetMeasure(IBudgetUses budgets) : IAlertMeasure
{
    /// <inheritdoc/>
    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.Budget];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AlertReading>> ReadAsync(AlertQuestion question, CancellationToken cancellationToken)
    {
        var uses = await budgets.ReadAsync(question.WorkspaceId, cancellationToken).ConfigureAwait(false);

        // A budget of nothing is used up from the start.
        return [.. uses.Select(use => new AlertReading(use.Name, use.Limit > 0 ? 100.0 * use.Used / use.Limit : 100, question.Rule.Threshold))];
    }
}
