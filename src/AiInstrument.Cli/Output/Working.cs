using Spectre.Console;

namespace AiInstrument.Cli.Output;

/// <summary>Shows that long work goes on.</summary>
internal static class Working
{
    /// <summary>Does the work; on a terminal a line on the standard error says so meanwhile, and is gone afterwards.</summary>
    /// <param name="console">The command's console.</param>
    /// <param name="quiet">Show nothing.</param>
    /// <param name="what">What goes on.</param>
    /// <param name="work">The work.</param>
    public static Task<T> Async<T>(CommandConsole console, bool quiet, string what, Func<Task<T>> work)
    {
        if (quiet || !ReferenceEquals(console.Error, Console.Error) || Console.IsErrorRedirected)
        {
            return work();
        }

        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return terminal.Status().StartAsync(Markup.Escape(what) + " …", _ => work());
    }
}
