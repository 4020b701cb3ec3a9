using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AiInstrument.Collector.Storage.Maintenance;

/// <summary>Has old records removed every few minutes, one small step at a time between the writer's commits.</summary>
internal sealed class RetentionService(SqliteTelemetryStore store, IOptions<CollectorOptions> options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private readonly RetentionPolicy _policy = new(options.Value.RetentionDays, options.Value.MaxDatabaseBytes)
    {
        ContentDays = options.Value.ContentRetentionDays,
        MaxContentBytes = options.Value.MaxContentBytes,
    };
    private long _lastRunTicks;

    /// <summary>When everything that was due had been removed the last time, UTC; null before the first time.</summary>
    public DateTimeOffset? LastRun => Volatile.Read(ref _lastRunTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Removes everything that is due now.</summary>
    /// <returns>How many rows went.</returns>
    public async Task<long> RunOnceAsync(CancellationToken cancellationToken)
    {
        var removed = 0L;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var step = await store.ExpireAsync(_policy, UnixTime.Day(time.GetUtcNow())).ConfigureAwait(false);
            if (step == 0)
            {
                Volatile.Write(ref _lastRunTicks, time.GetUtcNow().UtcTicks);
                return removed;
            }

            removed += step;
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
