using System.CommandLine;
using System.Globalization;
using AiInstrument.Cli.Output;
using AiInstrument.Collector;

namespace AiInstrument.Cli.Commands;

/// <summary><c>aiinstrument aggregate</c></summary>
internal static class AggregateCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(CommandConsole console)
    {
        var date = DayOption.Create("--date", "The day (UTC) whose totals are summed up");
        var from = DayOption.Create("--from", "The first day (UTC)");
        var to = DayOption.Create("--to", "The last day (UTC), included; that of --from when left out");
        var all = new Option<bool>("--all") { Description = "Every day whose records are kept, and the counters of budgets" };
        var data = DataOption.Create();
        var json = DataOption.Json();
        var command = new Command("aggregate", "Sums the totals of days up from their records again and says what was wrong. Running it again changes nothing.") { date, from, to, all, data, json };
        command.Validators.Add(result =>
        {
            var asked = new[] { result.GetResult(date) is not null, result.GetResult(from) is not null, result.GetValue(all) }.Count(given => given);
            if (asked != 1 || (result.GetResult(to) is not null && result.GetResult(from) is null))
            {
                result.AddError("Give --date, or --from with --to, or --all.");
            }
            else if (result.GetValue(from) is { } first && result.GetValue(to) is { } last && last < first)
            {
                result.AddError("--to lies before --from.");
            }
        });
        command.Run(console, async (parsed, cancellationToken) =>
        {
            var folder = parsed.GetRequiredValue(data);
            var first = parsed.GetValue(date) ?? parsed.GetValue(from);
            var quiet = parsed.GetValue(json);
            var rollups = await Working.Async(console, quiet, "Summing up", () => first is { } day
                ? CollectorMaintenance.AggregateAsync(folder, day, parsed.GetValue(to) ?? day, cancellationToken)
                : CollectorMaintenance.RebuildRollupsAsync(folder, cancellationToken)).ConfigureAwait(false);
            if (quiet)
            {
                console.Write(rollups, MaintenanceJson.Default.IReadOnlyListRebuiltRollup);
                return ExitCode.Done;
            }

            console.Write(["totals", "groups", "added or corrected", "removed or corrected"], rollups.Select(Row));
            console.Say(rollups.All(rollup => rollup.Added + rollup.Removed == 0) ? "Nothing was wrong." : "What was wrong is corrected.");
            return ExitCode.Done;
        });
        return command;
    }

    private static string[] Row(RebuiltRollup rollup) => [rollup.Table, Number(rollup.Groups), Number(rollup.Added), Number(rollup.Removed)];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
