using System.CommandLine;
using AiInstrument.Cli.Output;
using AiInstrument.Collector.Pricing.Importing;
using AiInstrument.Collector.Storage;
using AiInstrument.Dashboard.Hosting;

namespace AiInstrument.Cli.Commands;

/// <summary>How commands end.</summary>
internal static class CommandRun
{
    /// <summary>Has a command say in one sentence why it cannot be done, or that it was stopped.</summary>
    public static void Run(this Command command, CommandConsole console, Func<ParseResult, CancellationToken, Task<int>> run) => command.SetAction(async (parsed, cancellationToken) =>
    {
        // Signals are heard from the first await on: work that begins before it would end without cleaning up.
        await Task.Yield();
        try
        {
            return await run(parsed, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            console.Refuse("Stopped.");
            return ExitCode.Stopped;
        }
        catch (Exception e) when (e is CollectorStartException or DashboardStartException or PriceListException or RefusedException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            console.Refuse(e.Message);
            return ExitCode.Failed;
        }
    });
}
