using System.CommandLine;
using AiInstrument.Cli.Output;

namespace AiInstrument.Cli.Commands;

/// <summary>What commands about code share.</summary>
internal static class CodeCommand
{
    /// <summary>Has a command say in one sentence why it cannot be done, and end quietly when it is stopped.</summary>
    public static void RunOnCode(this Command command, CommandConsole console, Func<ParseResult, CancellationToken, Task<int>> run) => command.SetAction(async (parsed, cancellationToken) =>
    {
        try
        {
            return await run(parsed, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            console.Refuse("Stopped; nothing was written.");
            return ExitCode.Stopped;
        }
        catch (Exception e) when (e is RefusedException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            console.Refuse(e.Message);
            return ExitCode.Failed;
        }
    });
}
