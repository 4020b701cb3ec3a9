using System.CommandLine;
using System.Globalization;
using AiInstrument.Cli.Output;
using AiInstrument.Collector;

namespace AiInstrument.Cli.Commands;

/// <summary><c>aiinstrument purge</c></summary>
internal static class PurgeCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(CommandConsole console)
    {
        var organization = new Option<string>("--organization") { Description = "Whose prompts and answers go", Required = true, HelpName = "NAME" };
        var everything = new Option<bool>("--everything") { Description = "Its records and its part of the totals go too" };
        var yes = new Option<bool>("--yes") { Description = "Remove without asking" };
        var data = DataOption.Create();
        var json = DataOption.Json();
        var command = new Command("purge", "Removes what is kept of an organization, and again whenever an older backup is restored into the folder.") { organization, everything, data, yes, json };
        command.Run(console, async (parsed, cancellationToken) =>
        {
            var (name, all, quiet) = (parsed.GetRequiredValue(organization), parsed.GetValue(everything), parsed.GetValue(json));
            if (!parsed.GetValue(yes) && (quiet || !console.Confirm($"Remove {(all ? "everything" : "all prompts and answers")} of '{name}' for good?")))
            {
                console.Refuse("Nothing was removed: it was not confirmed; --yes removes without asking.");
                return ExitCode.NotConfirmed;
            }

            var report = await Working.Async(console, quiet, "Removing", () => CollectorMaintenance.PurgeAsync(parsed.GetRequiredValue(data), name, all, cancellationToken)).ConfigureAwait(false);
            if (quiet)
            {
                console.Write(report, ResultJson.Default.PurgeReport);
            }
            else
            {
                console.Say(string.Create(CultureInfo.InvariantCulture, $"{report.Contents} prompts and answers and {report.Records} records removed."));
            }

            return ExitCode.Done;
        });
        return command;
    }
}
