using System.CommandLine;
using AiInstrument.Cli.Output;
using AiInstrument.Collector;

namespace AiInstrument.Cli.Commands;

/// <summary><c>aiinstrument reset-admin</c></summary>
internal static class ResetAdminCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(CommandConsole console)
    {
        var data = DataOption.Create();
        var json = DataOption.Json();
        var command = new Command("reset-admin", "Makes a new admin token, shown once, and ends the old one with all that it signed in.") { data, json };
        command.Run(console, async (parsed, cancellationToken) =>
        {
            var token = await CollectorMaintenance.ResetAdminAsync(parsed.GetRequiredValue(data), cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(json))
            {
                console.Write(new AdminToken(token), MaintenanceJson.Default.AdminToken);
            }
            else
            {
                console.Say($"Admin token (shown only now): {token}");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
