using System.CommandLine;
using System.Globalization;
using AiInstrument.Cli.Output;
using AiInstrument.Cli.Running;
using AiInstrument.Dashboard.Hosting;

namespace AiInstrument.Cli.Commands;

/// <summary><c>aiinstrument up</c></summary>
internal static class UpCommand
{
    private const int LastPort = 65_535;

    /// <summary>Creates the command.</summary>
    public static Command Create(CommandConsole console)
    {
        var data = new Option<string?>("--data") { Description = "Data folder; 'aiinstrument' in the user's profile when left out [environment: AIINSTRUMENT_DATA]", HelpName = "FOLDER" };
        var port = Port("--port", 5080, "Port of the dashboard");
        var otlpHttp = Port("--otlp-http-port", 4318, "Port that receives OTLP/HTTP");
        var otlpGrpc = Port("--otlp-grpc-port", 4317, "Port that receives OTLP/gRPC");
        var noBrowser = new Option<bool>("--no-browser") { Description = "Do not open the dashboard in a browser" };
        var json = DataOption.Json();
        var command = new Command("up", "Starts collector and dashboard for this machine, until Ctrl+C. Port 0 takes a free port.") { data, port, otlpHttp, otlpGrpc, noBrowser, json };
        command.Run(console, async (parsed, cancellationToken) =>
        {
            var folder = Path.GetFullPath(parsed.GetValue(data) ?? (Environment.GetEnvironmentVariable("AIINSTRUMENT_DATA") is { Length: > 0 } set ? set : DataHome.Find()));
            await RunningServer.RefuseIfAnyAsync(folder, cancellationToken).ConfigureAwait(false);
            foreach (var option in (Option<int>[])[port, otlpHttp, otlpGrpc])
            {
                LocalPort.RefuseIfTaken(parsed.GetValue(option), option.Name);
            }

            var options = new DashboardServerOptions
            {
                DataDirectory = folder,
                Http = LocalPort.Address(parsed.GetValue(port)),
                OtlpHttp = LocalPort.Address(parsed.GetValue(otlpHttp)),
                OtlpGrpc = LocalPort.Address(parsed.GetValue(otlpGrpc)),
            };
            var server = await DashboardServer.StartAsync(options, cancellationToken).ConfigureAwait(false);
            await using (server.ConfigureAwait(false))
            {
                var link = server.CreateSignInLink();
                if (parsed.GetValue(json))
                {
                    console.Write(new UpAddresses(server.Http, link, server.OtlpHttp, server.OtlpGrpc, folder), UpJson.Default.UpAddresses);
                }
                else
                {
                    Show(console, server, link, folder);
                }

                if (!parsed.GetValue(noBrowser) && !Browser.TryOpen(link))
                {
                    console.Refuse("No browser could be opened: open the sign-in link yourself.");
                }

                if (!parsed.GetValue(json))
                {
                    console.OnEnter(() => console.Say($"Sign in     {server.CreateSignInLink()}"));
                }

                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void Show(CommandConsole console, DashboardServer server, Uri link, string folder)
    {
        console.Say($"Dashboard   {server.Http}");
        console.Say($"Sign in     {link}");
        console.Say("            Works once, within five minutes. Enter shows a new one.");
        console.Say($"OTLP/HTTP   {server.OtlpHttp}");
        console.Say($"OTLP/gRPC   {server.OtlpGrpc}");
        console.Say($"Data        {folder}");
        console.Say("");
        console.Say("An application on this machine sends here when it is started with:");
        console.Say($"  OTEL_EXPORTER_OTLP_ENDPOINT={server.OtlpHttp.GetLeftPart(UriPartial.Authority)}");
        console.Say("  OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf");
        console.Say(server.HasApiKeys ? "  and with one of this dashboard's API keys: it has some, so nothing is taken without one." : "No API key is needed while there is none.");
        console.Say("");
        console.Say("Ctrl+C stops.");
    }

    private static Option<int> Port(string name, int port, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => port, HelpName = "PORT" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= LastPort))
            {
                result.AddError($"{name} must be a port from 0 to {LastPort.ToString(CultureInfo.InvariantCulture)}, but is '{text}'.");
            }
        });
        return option;
    }
}
