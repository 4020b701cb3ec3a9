using System.CommandLine;
using System.Globalization;
using AiInstrument.Cli.Output;
using AiInstrument.Collector;

namespace AiInstrument.Cli.Commands;

/// <summary><c>aiinstrument backup</c></summary>
internal static class BackupCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(CommandConsole console)
    {
        var file = new Argument<string>("file") { Description = "The copy; must not exist" };
        var data = DataOption.Create(mayRun: true);
        var json = DataOption.Json();
        var command = new Command("backup", "Writes a compact, checked copy of the database as it is at this moment, and a note beside it. The key ring is not in it.") { file, data, json };
        command.Run(console, async (parsed, cancellationToken) =>
        {
            var quiet = parsed.GetValue(json);
            var report = await Working.Async(
                console, quiet, "Copying and checking", () => Task.Run(() => CollectorMaintenance.Backup(parsed.GetRequiredValue(data), parsed.GetRequiredValue(file)), cancellationToken)).ConfigureAwait(false);
            if (quiet)
            {
                console.Write(report, MaintenanceJson.Default.BackupReport);
            }
            else
            {
                console.Say(string.Create(CultureInfo.InvariantCulture, $"{report.File}: {report.Bytes} bytes, checked."));
                console.Say("Keep the folder 'keys' of the data folder too, apart from it: without it stored prompts and answers cannot be read.");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
