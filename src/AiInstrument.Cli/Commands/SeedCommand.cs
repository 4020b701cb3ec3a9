using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AiInstrument.Cli.Output;
using AiInstrument.Collector.Seeding;

namespace AiInstrument.Cli.Commands;

/// <summary><c>aiinstrument seed</c></summary>
internal static class SeedCommand
{
    private const int MostDays = 3650;

    /// <summary>Creates the command.</summary>
    public static Command Create(CommandConsole console)
    {
        var rows = new Option<long>("--rows") { Description = "How many records", Required = true, HelpName = "N", CustomParser = result => Count(result, long.MaxValue) };
        var days = new Option<long>("--days") { Description = "Over how many days until now they are spread", DefaultValueFactory = _ => 30, HelpName = "D", CustomParser = result => Count(result, MostDays) };
        var seed = new Option<int>("--seed") { Description = "What chance begins with; the same gives the same records", DefaultValueFactory = _ => 1, HelpName = "S" };
        var data = new Option<string>("--data") { Description = "Data folder, created when absent; no collector may run on it", DefaultValueFactory = _ => "seeded", HelpName = "DIR" };
        var add = new Option<bool>("--add") { Description = "Also into a database that has records already; and to go on with a run that was stopped" };
        var json = DataOption.Json();
        var command = new Command("seed", "Fills a data folder with made-up records, to try the dashboard and to measure it.") { rows, days, data, seed, add, json };
        command.Run(console, async (parsed, cancellationToken) =>
        {
            var folder = parsed.GetRequiredValue(data);
            var plan = new SeedPlan
            {
                Rows = parsed.GetRequiredValue(rows),
                Days = (int)parsed.GetValue(days),
                Seed = parsed.GetValue(seed),
                Add = parsed.GetValue(add),
                Until = TimeProvider.System.GetUtcNow(),
            };
            SeedReport report;
            var progress = new SeedProgressLine(console.Error, Console.IsErrorRedirected || !ReferenceEquals(console.Error, Console.Error) ? null : () => Console.WindowWidth, TimeProvider.System);
            try
            {
                report = await CollectorSeeding.RunAsync(folder, plan, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                progress.End();
                console.Refuse("Stopped; what was stored stays. The same command with --add goes on.");
                return ExitCode.Stopped;
            }

            progress.End();
            if (parsed.GetValue(json))
            {
                console.Write(report, ResultJson.Default.SeedReport);
            }
            else
            {
                var known = report.Duplicates == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {report.Duplicates:N0} were there already.");
                console.Say(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{report.Stored:N0} records in {report.Seconds:N0} s, rollups in {report.RollupSeconds:N0} s, {report.DatabaseBytes / (1024 * 1024):N0} MiB in '{folder}'.{known}"));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static long Count(ArgumentResult result, long most)
    {
        var text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 && count <= most)
        {
            return count;
        }

        result.AddError(most == long.MaxValue ? $"'{text}' is no whole number from 1." : string.Create(CultureInfo.InvariantCulture, $"'{text}' is no whole number from 1 to {most}."));
        return 0;
    }
}
