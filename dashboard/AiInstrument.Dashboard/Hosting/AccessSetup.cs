using AiInstrument.Collector.Access;
using Microsoft.Extensions.Hosting;

namespace AiInstrument.Dashboard.Hosting;

/// <summary>Makes the first admin and the configured API key before the server listens, so that no request meets a server without them.</summary>
internal sealed class AccessSetup(IAccessStore access, DashboardServerOptions options) : IHostedService
{
    public string? FirstAdminToken { get; private set; }

    public bool HasApiKeys { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        FirstAdminToken = await access.EnsureAdminAsync(options.AdminToken, cancellationToken).ConfigureAwait(false);
        if (options.ApiKey is { } key)
        {
            await access.EnsureApiKeyAsync(key, ApiKeyScopes.Ingest | ApiKeyScopes.Read, cancellationToken).ConfigureAwait(false);
        }

        HasApiKeys = await access.HasApiKeysAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
