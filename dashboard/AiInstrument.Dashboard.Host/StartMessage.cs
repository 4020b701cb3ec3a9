using AiInstrument.Dashboard.Hosting;

namespace AiInstrument.Dashboard.Host;

/// <summary>What the console shows once the server listens.</summary>
internal sealed class StartMessage(DashboardServer server, bool allowsAnonymous)
{
    public async Task WriteAsync(TextWriter output)
    {
        await output.WriteLineAsync($"Dashboard   {server.Http}").ConfigureAwait(false);
        await output.WriteLineAsync($"OTLP/HTTP   {server.OtlpHttp}").ConfigureAwait(false);
        await output.WriteLineAsync($"OTLP/gRPC   {server.OtlpGrpc}").ConfigureAwait(false);
        if (server.FirstAdminToken is { } token)
        {
            await output.WriteLineAsync($"Admin token {token}").ConfigureAwait(false);
            await output.WriteLineAsync("            Shown this once: keep it, it signs you in to the dashboard.").ConfigureAwait(false);
        }

        if (!server.HasApiKeys && !allowsAnonymous)
        {
            await output.WriteLineAsync("There is no API key, and no sender is taken without one: set AIINSTRUMENT_API_KEY.").ConfigureAwait(false);
        }
        else if (!server.HasApiKeys)
        {
            var remote = !server.OtlpHttp.IsLoopback || !server.OtlpGrpc.IsLoopback;
            await output.WriteLineAsync(
                "There is no API key: telemetry is taken from this machine alone" + (remote ? " and other senders are refused with 401" : "") +
                ". Set AIINSTRUMENT_API_KEY to let others send.").ConfigureAwait(false);
        }

        await output.WriteLineAsync("Ctrl+C stops the server.").ConfigureAwait(false);
    }
}
