using System.Globalization;
using AiInstrument.Dashboard.Hosting;

namespace AiInstrument.Cli.Running;

/// <summary>The server that holds a data folder.</summary>
internal static class RunningServer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Finds the server that answers for a folder; null when none does. A note that a killed server left is not believed.</summary>
    public static async Task<ServerNote?> FindAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        if (ServerNote.Read(dataDirectory) is not { } note)
        {
            return null;
        }

        using var handler = new SocketsHttpHandler { UseProxy = false, ConnectTimeout = Patience };
        using var client = new HttpClient(handler) { Timeout = Patience };
        try
        {
            return await client.GetStringAsync(new Uri(note.Http, "/healthz"), cancellationToken).ConfigureAwait(false) == "ok" ? note : null;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Says where the folder's server is.</summary>
    /// <exception cref="RefusedException">There is one.</exception>
    public static async Task RefuseIfAnyAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        if (await FindAsync(dataDirectory, cancellationToken).ConfigureAwait(false) is { } note)
        {
            throw new RefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The data folder '{dataDirectory}' is served already, by process {note.ProcessId}: the dashboard is {note.Http}, OTLP/HTTP {note.OtlpHttp}, OTLP/gRPC {note.OtlpGrpc}."));
        }
    }
}
