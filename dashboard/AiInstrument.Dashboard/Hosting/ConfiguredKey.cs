using AiInstrument.Collector.Access;
using Microsoft.Extensions.Hosting;

namespace AiInstrument.Dashboard.Hosting;

/// <summary>Stores the configured API key before the server listens, so that no request meets a server that takes telemetry without it.</summary>
internal sealed class ConfiguredKey(IAccessStore access, DashboardServerOptions options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => options.ApiKey is { } key
        ? access.EnsureApiKeyAsync(key, ApiKeyScopes.Ingest | ApiKeyScopes.Read, cancellationToken)
        : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
