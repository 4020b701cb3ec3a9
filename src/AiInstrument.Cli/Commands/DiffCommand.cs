using System.CommandLine;
using System.Text.Json;
using AiInstrument.Cli.Builds;
using AiInstrument.Cli.Output;
using AiInstrument.Cli.Reports;

namespace AiInstrument.Cli.Commands;

/// <summary><c>aiinstrument diff</c></summary>
internal static class DiffCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(CommandConsole console)
    {
        const string Build = "A folder of build output, an assembly, or a saved report";
        var before = new Argument<string>("base") { Description = Build };
        var after = new Argument<string>("head") { Description = Build };
        var save = new Option<string?>("--save") { Description = "Save what head lists, to compare with it later", HelpName = "FILE" };
        var collector = new Option<Uri?>("--collector")
        {
            Description = "Address of a dashboard: adds what was spent in the last 30 days and what is expected",
            HelpName = "URL",
            CustomParser = result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0)
                {
                    return url;
                }

                result.AddError("--collector takes an address as https://ai.example.com, without credentials.");
                return null;
            },
        };
        var keyVariable = new Option<string?>("--key-env") { Description = "The environment variable with the API key; the key itself is no argument, since arguments are seen by others", HelpName = "NAME" };
        var keyInput = new Option<bool>("--key-stdin") { Description = "Read the API key from the standard input" };
        var report = new ReportOptions("table", "json", "markdown");
        var command = new Command("diff", "Compares what two builds list: call sites, features, routes and jobs, and what the differences cost.") { before, after, save, collector, keyVariable, keyInput };
        report.AddTo(command);
        command.Validators.Add(result =>
        {
            var keys = (result.GetValue(keyVariable) is null ? 0 : 1) + (result.GetValue(keyInput) ? 1 : 0);
            if (keys != (result.GetResult(collector) is null ? 0 : 1))
            {
                result.AddError("--collector needs --key-env or --key-stdin, one of them, and they need it.");
            }
        });
        command.Run(console, async (parsed, cancellationToken) =>
        {
            var (first, second) = (BuildReader.Read([parsed.GetRequiredValue(before)]), BuildReader.Read([parsed.GetRequiredValue(after)]));
            var diff = BuildComparison.Compare(first, second);
            if (parsed.GetValue(collector) is { } url)
            {
                var key = Key(console, parsed.GetValue(keyVariable));
                diff = new CostEstimate(await UsageOfMonth.AskAsync(url, key, cancellationToken).ConfigureAwait(false), first).Add(diff);
            }

            if (parsed.GetValue(save) is { } file)
            {
                await WholeFile.WriteAsync(file, JsonSerializer.Serialize(CoverageReport.Of(second, null), CodeJson.Default.CoverageReport) + "\n", cancellationToken).ConfigureAwait(false);
            }

            await report.WriteAsync(console, parsed, to => to.Write(diff, report.Format(parsed)), cancellationToken).ConfigureAwait(false);
            return ExitCode.Done;
        });
        return command;
    }

    private static string Key(CommandConsole console, string? variable)
    {
        var key = (variable is null ? console.Input.ReadLine() : Environment.GetEnvironmentVariable(variable))?.Trim();
        return key is { Length: > 0 } ? key : throw new InvalidDataException(variable is null ? "The standard input has no key." : $"The environment variable {variable} has no key.");
    }
}
