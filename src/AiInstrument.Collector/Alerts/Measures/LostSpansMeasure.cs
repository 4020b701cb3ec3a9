namespace AiInstrument.Collector.Alerts.Measures;

/// <summary>Spans that services say they have lost, as long as the last such word is in the window.</summary>
internal sealed class LostSpansMeasure : IAlertMeasure
{
    /// <inheritdoc/>
    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.LostSpans];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AlertReading>> ReadAsync(AlertQuestion question, CancellationToken cancellationToken)
    {
        var rule = question.Rule;
        var losses = await question.Queries.GetLossesAsync(question.WorkspaceId, question.Days, cancellationToken).ConfigureAwait(false);
        return
        [
            .. losses
                .Where(loss => rule.Filter.Service is not { } only || only == loss.Service)
                .Where(loss => question.Now - loss.Last <= TimeSpan.FromMinutes(rule.WindowMinutes))
                .Select(loss => new AlertReading(loss.Service, loss.Lost + loss.Rejected, rule.Threshold)),
        ];
    }
}
