using System.CommandLine;
using AiInstrument.Cli.Output;
using AiInstrument.Collector.Pricing.Importing;
using AiInstrument.Collector.Storage;
using AiInstrument.Dashboard.Hosting;

namespace AiInstrument.Cli.Commands;

/// <summary>What commands on a data folder share.</summary>
internal static class DataOption
{
    private const string Variable = "AIINSTRUMENT_DATA";

    /// <summary>The data folder; the server's variable names it where the option does not.</summary>
    /// <param name="mayRun">The collector may run meanwhile.</param>
    public static Option<string> Create(bool mayRun = false)
    {
        var set = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;
        return new Option<string>("--data")
        {
            Description = $"Data folder of the collector, which {(mayRun ? "may run" : "must not run")} [environment: {Variable}]",
            Required = set is null,
            DefaultValueFactory = set is null ? null : _ => set,
            HelpName = "FOLDER",
        };
    }

    /// <summary>Results as JSON.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Write the result as JSON" };

    /// <summary>Has a command say in one sentence why it cannot be done.</summary>
    public static void Run(this Command command, CommandConsole console, Func<ParseResult, CancellationToken, Task<int>> run) => command.SetAction(async (parsed, cancellationToken) =>
    {
        try
        {
            return await run(parsed, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is CollectorStartException or DashboardStartException or PriceListException or RefusedException or IOException or UnauthorizedAccessException)
        {
            console.Refuse(e.Message);
            return ExitCode.Failed;
        }
    });
}
