using System.CommandLine;
using System.Globalization;
using AiInstrument.Cli.Output;
using AiInstrument.Collector;

namespace AiInstrument.Cli.Commands;

/// <summary><c>aiinstrument restore</c></summary>
internal static class RestoreCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(CommandConsole console)
    {
        var file = new Argument<string>("file") { Description = "The backup; it stays as it is" };
        var yes = new Option<bool>("--yes") { Description = "Restore without asking" };
        var data = DataOption.Create();
        var json = DataOption.Json();
        var command = new Command("restore", "Puts a backup in the place of the database, which is kept beside it. The backup is checked, migrated and purged of what was purged since before that.") { file, yes, data, json };
        command.Run(console, async (parsed, cancellationToken) =>
        {
            var (backup, folder, quiet) = (parsed.GetRequiredValue(file), parsed.GetRequiredValue(data), parsed.GetValue(json));
            if (!parsed.GetValue(yes) && (quiet || !console.Confirm($"Put '{backup}' in the place of the database in '{folder}'?")))
            {
                console.Refuse("Nothing was restored: it was not confirmed; --yes restores without asking.");
                return ExitCode.NotConfirmed;
            }

            var report = await Working.Async(console, quiet, "Checking and restoring", () => CollectorMaintenance.RestoreAsync(folder, backup, cancellationToken)).ConfigureAwait(false);
            if (quiet)
            {
                console.Write(report, MaintenanceJson.Default.RestoreReport);
                return ExitCode.Done;
            }

            console.Say(string.Create(CultureInfo.InvariantCulture, $"{report.File}: {report.Records} records, checked; schema {report.From}{(report.To == report.From ? "" : $", now {report.To}")}."));
            if (report.Purges > 0)
            {
                console.Say(string.Create(CultureInfo.InvariantCulture, $"Purged again, as ordered since it was made: {report.Purges}."));
            }

            console.Say(report.Replaced is { } kept ? $"The database before is kept as {kept}; remove it when you no longer need it." : "There was no database before.");
            return ExitCode.Done;
        });
        return command;
    }
}
