using Microsoft.Extensions.Hosting;

namespace AiInstrument;

/// <summary>Exports from before the first hosted service starts until after the last one has stopped.</summary>
internal sealed class AiInstrumentHostedService(AiTelemetry telemetry) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        telemetry.Start();
        return telemetry.WaitForBudgetsAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        // After every StartAsync: by now an application's own pipeline listens too.
        telemetry.PublishRegistry();
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.Run(telemetry.StopAsync, CancellationToken.None);
}
