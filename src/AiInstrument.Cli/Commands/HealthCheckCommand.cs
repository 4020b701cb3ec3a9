using System.CommandLine;
using System.Net;
using AiInstrument.Cli.Output;

namespace AiInstrument.Cli.Commands;

/// <summary><c>aiinstrument healthcheck</c></summary>
internal static class HealthCheckCommand
{
    private const string Variable = "AIINSTRUMENT_HTTP";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>Creates the command.</summary>
    public static Command Create(CommandConsole console)
    {
        var url = new Option<string>("--url")
        {
            Description = $"Address of the dashboard [environment: {Variable}]",
            HelpName = "URL",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set : "http://127.0.0.1:5080",
        };
        var command = new Command("healthcheck", "Asks a server on this machine whether it is ready, for containers: exit code 0 when it is, 1 when not.") { url };
        command.Run(console, async (parsed, cancellationToken) =>
        {
            var text = parsed.GetRequiredValue(url);
            if (!Uri.TryCreate(text, UriKind.Absolute, out var address))
            {
                throw new RefusedException($"'{text}' is no address.");
            }

            using var handler = new SocketsHttpHandler { UseProxy = false };

            // The server's own certificate names the host that others see, and nothing secret is asked or told here.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
            using var client = new HttpClient(handler) { Timeout = Patience };
            try
            {
                using var response = await client.GetAsync(new UriBuilder(address) { Host = Reachable(address.Host), Path = "/readyz" }.Uri, cancellationToken).ConfigureAwait(false);
                var answer = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
                console.Say(answer.ReplaceLineEndings(" "));
                return response.StatusCode == HttpStatusCode.OK ? ExitCode.Done : ExitCode.Failed;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw new RefusedException($"The server at {address} does not answer: {e.Message}");
            }
        });
        return command;
    }

    // A server that listens on every address is asked on this machine's own.
    private static string Reachable(string host) => host switch
    {
        "0.0.0.0" => "127.0.0.1",
        "[::]" or "::" => "[::1]",
        _ => host,
    };
}
