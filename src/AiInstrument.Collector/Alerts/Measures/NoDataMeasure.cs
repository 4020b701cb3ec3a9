using AiInstrument.Collector.Queries;

namespace AiInstrument.Collector.Alerts.Measures;

/// <summary>Minutes since each service last called. One that did not call for 30 days is taken to be gone.</summary>
internal sealed class NoDataMeasure : IAlertMeasure
{
    private const int DaysUntilGone = 30;

    /// <inheritdoc/>
    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.NoData];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AlertReading>> ReadAsync(AlertQuestion question, CancellationToken cancellationToken)
    {
        var window = new UsageWindow("alert", question.Today.AddDays(-DaysUntilGone), question.Today);
        var services = await question.Queries.GetBreakdownAsync(question.WorkspaceId, window, question.Rule.Filter, UsageDimension.Service, cancellationToken).ConfigureAwait(false);
        return [.. services.Select(service => new AlertReading(service.Name ?? "", Math.Max(0, (question.Now - service.LastSeen).TotalMinutes), question.Rule.Threshold))];
    }
}
