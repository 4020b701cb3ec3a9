using System.CommandLine;
using AiInstrument.Cli.Output;
using AiInstrument.Cli.Reports;
using AiInstrument.Cli.Scanning;

namespace AiInstrument.Cli.Commands;

/// <summary><c>aiinstrument scan</c></summary>
internal static class ScanCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(CommandConsole console)
    {
        var path = Path();
        var restore = Restore();
        var report = new ReportOptions("table", "json", "sarif", "markdown", "github");
        var command = new Command("scan", "Lists every model call of a code base, which need not use AiInstrument: by SDK, project, member, model and feature, covered or not, and why not.") { path, restore };
        report.AddTo(command);
        command.Run(console, async (parsed, cancellationToken) =>
        {
            var found = await ScanAsync(console, parsed.GetRequiredValue(path), parsed.GetValue(restore), cancellationToken).ConfigureAwait(false);
            await report.WriteAsync(console, parsed, to => to.Write(found, report.Format(parsed)), cancellationToken).ConfigureAwait(false);
            return found.IsWhole ? ExitCode.Done : ExitCode.Incomplete;
        });
        return command;
    }

    /// <summary>What is scanned.</summary>
    public static Argument<string> Path() => new("path") { Description = "A solution, a project, or a folder with them", DefaultValueFactory = _ => "." };

    /// <summary>Whether packages are restored first.</summary>
    public static Option<bool> Restore() => new("--restore") { Description = "Restore packages first" };

    /// <summary>Scans and shows how far it is.</summary>
    public static Task<ScanReport> ScanAsync(CommandConsole console, string path, bool restore, CancellationToken cancellationToken) =>
        TerminalProgress.RunAsync(console, progress => new CodeBaseScanner(progress).ScanAsync(path, restore, cancellationToken));
}
