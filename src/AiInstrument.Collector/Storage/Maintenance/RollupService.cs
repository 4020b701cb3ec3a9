using Microsoft.Extensions.Hosting;

namespace AiInstrument.Collector.Storage.Maintenance;

/// <summary>Has the derived rollups filled with each day that is over, a part of a day at a time between the writer's commits.</summary>
internal sealed class RollupService(SqliteTelemetryStore store, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    // Calls around midnight end, and their spans arrive, a little later; those that come later still are added one by one.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    // A step holds the database's only writing place: those who wait for it look for a free moment several times a second.
    private static readonly TimeSpan ShortStep = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LeastRest = TimeSpan.FromMilliseconds(300);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            var lastDay = UnixTime.Day(time.GetUtcNow() - Grace) - 1;
            var begun = time.GetTimestamp();
            while (await store.FillRollupsAsync(lastDay).ConfigureAwait(false) > 0)
            {
                stoppingToken.ThrowIfCancellationRequested();
                if (time.GetElapsedTime(begun) is var taken && taken > ShortStep)
                {
                    await Task.Delay(taken > LeastRest ? taken : LeastRest, time, stoppingToken).ConfigureAwait(false);
                }

                begun = time.GetTimestamp();
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}
