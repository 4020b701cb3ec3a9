using AiInstrument.Cli.Scanning;
using Spectre.Console;

namespace AiInstrument.Cli.Output;

/// <summary>Bars on the standard error, so that results can go into a file. Nothing where that is no terminal.</summary>
internal sealed class TerminalProgress : IScanProgress
{
    private readonly ProgressContext? _context;
    private ProgressTask? _task;

    private TerminalProgress(ProgressContext? context) => _context = context;

    /// <summary>Runs something that tells its progress.</summary>
    public static Task<T> RunAsync<T>(CommandConsole console, Func<IScanProgress, Task<T>> run)
    {
        if (!ReferenceEquals(console.Error, Console.Error) || Console.IsErrorRedirected)
        {
            return run(new TerminalProgress(null));
        }

        return AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) })
            .Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context => run(new TerminalProgress(context)));
    }

    /// <inheritdoc/>
    public void Begin(string stage, int steps)
    {
        _task?.StopTask();
        _task = _context?.AddTask(stage, maxValue: Math.Max(1, steps));
    }

    /// <inheritdoc/>
    public void Step() => _task?.Increment(1);
}
