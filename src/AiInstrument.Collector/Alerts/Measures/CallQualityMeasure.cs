namespace AiInstrument.Collector.Alerts.Measures;

/// <summary>Error rate and duration of the window's calls.</summary>
internal sealed class CallQualityMeasure : IAlertMeasure
{
    /// <inheritdoc/>
    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.ErrorRate, AlertKind.Latency];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AlertReading>> ReadAsync(AlertQuestion question, CancellationToken cancellationToken)
    {
        var rule = question.Rule;
        var totals = await HourSums.WindowAsync(question, cancellationToken).ConfigureAwait(false);
        if (totals.Calls < Math.Max(1, rule.Minimum))
        {
            return [];
        }

        var value = rule.Kind == AlertKind.ErrorRate ? 100.0 * totals.Failed / totals.Calls : (double)totals.DurationMs / totals.Calls;
        return [new AlertReading("", value, rule.Threshold)];
    }
}
