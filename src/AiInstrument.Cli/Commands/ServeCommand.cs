using System.CommandLine;
using AiInstrument.Cli.Output;
using AiInstrument.Dashboard.Host;

namespace AiInstrument.Cli.Commands;

/// <summary><c>aiinstrument serve</c></summary>
internal static class ServeCommand
{
    /// <summary>Creates the command: the standalone server with its own options and variables.</summary>
    public static Command Create(CommandConsole console) =>
        new ServerCommand(Environment.GetEnvironmentVariable, console.Output, console.Error, new Command("serve"), DataHome.FindOrNothing()).Command;
}
