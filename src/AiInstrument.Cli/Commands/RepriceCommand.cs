using System.CommandLine;
using System.Globalization;
using AiInstrument.Cli.Output;
using AiInstrument.Collector;

namespace AiInstrument.Cli.Commands;

/// <summary><c>aiinstrument reprice</c></summary>
internal static class RepriceCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(CommandConsole console)
    {
        var data = DataOption.Create();
        var json = DataOption.Json();
        var provider = new Option<string?>("--provider") { Description = "Only records of this provider", HelpName = "NAME" };
        var model = new Option<string?>("--model") { Description = "Only records whose model fits this name or pattern (* for any text)", HelpName = "NAME" };
        var command = new Command("reprice", "Prices stored records again by the prices in force and corrects the totals.") { data, provider, model, json };
        command.Run(console, async (parsed, cancellationToken) =>
        {
            var quiet = parsed.GetValue(json);
            var report = await Working.Async(
                console, quiet, "Pricing again", () => CollectorMaintenance.RepriceAsync(parsed.GetRequiredValue(data), parsed.GetValue(provider), parsed.GetValue(model), cancellationToken)).ConfigureAwait(false);
            if (quiet)
            {
                console.Write(report, ResultJson.Default.RepriceReport);
            }
            else
            {
                console.Say(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{report.Records} records, {report.Changed} changed: {Dollars.Exact(report.BeforeNanoUsd)} USD before, {Dollars.Exact(report.AfterNanoUsd)} USD now."));
            }

            return ExitCode.Done;
        });
        return command;
    }
}
