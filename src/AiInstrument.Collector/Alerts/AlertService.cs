using AiInstrument.Collector.Alerts.Delivery;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Collector.Alerts;

/// <summary>Evaluates the rules every minute and sends what waits every few seconds.</summary>
internal sealed partial class AlertService(AlertEvaluator evaluator, DeliveryOutbox outbox, TimeProvider time, ILogger<AlertService> logger) : BackgroundService
{
    private static readonly TimeSpan EvaluateEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SendEvery = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        RepeatAsync(EvaluateEvery, evaluator.RunOnceAsync, stoppingToken),
        RepeatAsync(SendEvery, outbox.RunOnceAsync, stoppingToken));

    private async Task RepeatAsync(TimeSpan interval, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        do
        {
            try
            {
                await run(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The database may be locked or the disk full: the next round tries again. An exception that left would end the server.
                LogFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alerts cannot be looked after now; the next round tries again.")]
    private partial void LogFailed(Exception exception);
}
