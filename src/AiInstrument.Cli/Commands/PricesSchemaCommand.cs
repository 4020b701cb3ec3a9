using System.CommandLine;
using AiInstrument.Cli.Output;
using AiInstrument.Collector.Pricing;

namespace AiInstrument.Cli.Commands;

/// <summary><c>aiinstrument prices schema</c></summary>
internal static class PricesSchemaCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(CommandConsole console)
    {
        var command = new Command("schema", "Writes the JSON Schema of price books.");
        command.Run(console, async (_, _) =>
        {
            await console.Output.WriteAsync(PriceBookSchema.Text()).ConfigureAwait(false);
            return ExitCode.Done;
        });
        return command;
    }
}
