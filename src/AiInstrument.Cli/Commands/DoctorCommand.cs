using System.CommandLine;
using AiInstrument.Cli.Diagnosis;
using AiInstrument.Cli.Output;

namespace AiInstrument.Cli.Commands;

/// <summary><c>aiinstrument doctor</c></summary>
internal static class DoctorCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(CommandConsole console)
    {
        var path = new Argument<string>("path") { Description = "A solution, a project, or a folder with them, whose packages are compared", DefaultValueFactory = _ => "." };
        var endpoint = new Option<string?>("--endpoint") { Description = "Where applications send; OTEL_EXPORTER_OTLP_ENDPOINT when left out, else http://127.0.0.1:4318", HelpName = "URL" };
        var key = new Option<string?>("--key-env") { Description = "Variable that holds the API key; that of OTEL_EXPORTER_OTLP_HEADERS when left out", HelpName = "NAME" };
        var dashboard = new Option<Uri?>("--dashboard")
        {
            Description = "Address of the dashboard, to ask what was lost",
            HelpName = "URL",
            CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            {
                return address;
            }

            result.AddError($"'{result.Tokens[0].Value}' is no address; write it as http://127.0.0.1:5080.");
            return null;
        }
        };
        var data = new Option<string?>("--data") { Description = "Data folder of a server on this machine, which may run", HelpName = "FOLDER" };
        var outbox = new Option<string?>("--outbox") { Description = "Folder of the applications' outboxes; the user's when left out", HelpName = "FOLDER" };
        var json = DataOption.Json();
        var command = new Command("doctor", "Checks variables, endpoint, key, clock, versions, outboxes and database, and says what to do. Sends nothing that is stored.") { path, endpoint, key, dashboard, data, outbox, json };
        command.Run(console, async (parsed, cancellationToken) =>
        {
            var findings = new List<Finding>();
            VersionCheck.Run(parsed.GetRequiredValue(path), InitCommand.OwnVersion, findings);
            var target = new VariableCheck(Environment.GetEnvironmentVariable).Read(parsed.GetValue(endpoint), parsed.GetValue(key), findings);
            if (target is not null)
            {
                await new EndpointCheck(TimeProvider.System).RunAsync(target, findings, cancellationToken).ConfigureAwait(false);
            }

            if (parsed.GetValue(dashboard) is { } address)
            {
                await DashboardCheck.RunAsync(address, target, findings, cancellationToken).ConfigureAwait(false);
            }

            new OutboxCheck(TimeProvider.System).Run(parsed.GetValue(outbox) ?? DefaultOutbox, findings);
            if (parsed.GetValue(data) is { } folder)
            {
                await DataCheck.RunAsync(folder, findings, cancellationToken).ConfigureAwait(false);
            }

            if (parsed.GetValue(json))
            {
                console.Write(findings, DoctorJson.Default.ListFinding);
            }
            else
            {
                Show(console, findings);
            }

            return findings.Exists(finding => finding.Level == FindingLevel.Fail) ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }

    private static string DefaultOutbox =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "AiInstrument", "outbox");

    private static void Show(CommandConsole console, List<Finding> findings)
    {
        foreach (var finding in findings)
        {
            var level = finding.Level switch { FindingLevel.Ok => "ok  ", FindingLevel.Warn => "warn", _ => "FAIL" };
            console.Say($"{level}  {finding.Check}: {finding.Text}");
            if (finding.Advice is { } advice)
            {
                console.Say($"      -> {advice}");
            }
        }
    }
}
