using Microsoft.Extensions.Hosting;

namespace AiInstrument.Dashboard.Hosting;

/// <summary>Leaves signals and start messages to the program that owns the server.</summary>
internal sealed class OwnerLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
