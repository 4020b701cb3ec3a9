using AiInstrument.Collector.Queries;

namespace AiInstrument.Collector.Alerts.Measures;

/// <summary>Tokens of models without a price.</summary>
internal sealed class UnpricedMeasure : IAlertMeasure
{
    /// <inheritdoc/>
    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.Unpriced];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AlertReading>> ReadAsync(AlertQuestion question, CancellationToken cancellationToken)
    {
        var models = await question.Queries.GetBreakdownAsync(question.WorkspaceId, question.Days, question.Rule.Filter, UsageDimension.Model, cancellationToken).ConfigureAwait(false);
        return [.. models.Where(model => model.Totals.UnpricedCalls > 0).Select(model => new AlertReading(model.Name ?? "", model.Totals.UnpricedTokens, question.Rule.Threshold))];
    }
}
