using AiInstrument.Collector.Queries;

namespace AiInstrument.Collector.Alerts.Measures;

/// <summary>
/// By how many percentage points a service's coverage is below the best of the window. What stays for longer than the window becomes what is usual.
/// </summary>
internal sealed class CoverageMeasure : IAlertMeasure
{
    private static readonly TimeSpan Refresh = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.Coverage];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AlertReading>> ReadAsync(AlertQuestion question, CancellationToken cancellationToken)
    {
        var report = await question.Queries
            .GetCoverageAsync(question.WorkspaceId, new UsageWindow("1d", question.Today, question.Today), cancellationToken)
            .ConfigureAwait(false);
        return
        [
            .. from site in report.CallSites
               where question.Rule.Filter.Service is not { } only || only == (site.Service ?? "")
               group site by site.Service ?? "" into service
               select Compare(question, service.Key, 100.0 * service.Count(site => site.State is not ("escaped" or "unknown")) / service.Count()),
        ];
    }

    private static AlertReading Compare(AlertQuestion question, string service, double covered)
    {
        var rule = question.Rule;
        if (!question.Memory.TryGetValue(service, out var best) || covered > best.Value || question.Now - best.At > TimeSpan.FromMinutes(rule.WindowMinutes))
        {
            return new AlertReading(service, 0, rule.Threshold) { Remember = new AlertMemory(covered, question.Now) };
        }

        return new AlertReading(service, best.Value - covered, rule.Threshold)
        {
            Reference = best.Value,
            Remember = covered >= best.Value && question.Now - best.At > Refresh ? best with { At = question.Now } : null,
        };
    }
}
