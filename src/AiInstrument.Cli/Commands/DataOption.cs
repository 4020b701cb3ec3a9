using System.CommandLine;
using AiInstrument.Cli.Output;
using AiInstrument.Collector.Pricing.Importing;
using AiInstrument.Collector.Storage;

namespace AiInstrument.Cli.Commands;

/// <summary>What commands on a data folder share.</summary>
internal static class DataOption
{
    /// <summary>The data folder.</summary>
    public static Option<string> Create() => new("--data") { Description = "Data folder of the collector, which must not run", Required = true, HelpName = "FOLDER" };

    /// <summary>Results as JSON.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Write the result as JSON" };

    /// <summary>Has a command say in one sentence why it cannot be done.</summary>
    public static void Run(this Command command, CommandConsole console, Func<ParseResult, CancellationToken, Task<int>> run) => command.SetAction(async (parsed, cancellationToken) =>
    {
        try
        {
            return await run(parsed, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is CollectorStartException or PriceListException or IOException or UnauthorizedAccessException)
        {
            console.Refuse(e.Message);
            return ExitCode.Failed;
        }
    });
}
