using AiInstrument.Collector.Storage;
using Microsoft.Extensions.Hosting;

namespace AiInstrument.Collector.Budgets.Leasing;

/// <summary>
/// Closes leases that nobody renews while nobody reports either, so that pages do not show them as leased. Nothing depends on when it runs: a report closes what has expired before it looks.
/// </summary>
internal sealed class LeaseService(SqliteTelemetryStore store, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            await store.SweepLeasesAsync().ConfigureAwait(false);
        }
    }
}
