using Microsoft.Extensions.Hosting;

namespace AiInstrument.Collector.Storage.Maintenance;

/// <summary>Has the derived rollups filled with each day that is over, a part of a day at a time between the writer's commits.</summary>
internal sealed class RollupService(SqliteTelemetryStore store, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    // Calls around midnight end, and their spans arrive, a little later; those that come later still are added one by one.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <summary>Fills every day that is over.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var lastDay = UnixTime.Day(time.GetUtcNow() - Grace) - 1;
        while (await store.FillRollupsAsync(lastDay).ConfigureAwait(false) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await RunOnceAsync(stoppingToken).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}
