using System.CommandLine;
using AiInstrument.Cli.Output;

namespace AiInstrument.Cli.Commands;

/// <summary><c>aiinstrument prices</c></summary>
internal static class PricesCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(CommandConsole console) => new("prices", "Reads and imports prices.")
    {
        PricesImportCommand.Create(console),
        PricesListCommand.Create(console),
        PricesUnpricedCommand.Create(console),
        PricesSchemaCommand.Create(console),
    };
}
