using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AiInstrument.Cli.Tests.Support;

/// <summary>
/// Runs the real program in a terminal of its own (<c>script</c>, of Debian's essential packages): its standard error is the
/// terminal, its standard output a file, as with <c>aiinstrument … &gt; file</c>. It is in the terminal's foreground, so that
/// Ctrl-C is heard though who runs the tests may ignore that signal.
/// </summary>
internal static partial class Terminal
{
    private const char CtrlC = '\u0003';

    // What says that this is a CI turns progress off, and settings of this machine are none of the program's.
    private static readonly string[] s_variables = ["PATH", "HOME", "TMPDIR"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Runs it to its end.</summary>
    /// <param name="columns">How wide the terminal is.</param>
    /// <param name="output">The file that the standard output goes to.</param>
    /// <param name="arguments">The tool's arguments.</param>
    /// <param name="stopWhen">When Ctrl-C is pressed, by what the terminal got so far; null for never.</param>
    public static async Task<TerminalRun> RunAsync(int columns, string output, IEnumerable<string> arguments, Func<string, bool>? stopWhen = null)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Terminals are made by Linux's 'script'.");
        var program = Tool.Program(new Dictionary<string, string?>(), arguments);
        var command = string.Join(' ', ((string[])[program.FileName, .. program.ArgumentList]).Select(Quoted));
        var line = string.Create(CultureInfo.InvariantCulture, $"stty cols {columns} rows 24; exec env --default-signal=INT {command} > {Quoted(output)}");
        var start = new ProcessStartInfo("script", ["--quiet", "--return", "--flush", "--command", line, "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        foreach (var variable in start.Environment.Keys.Where(key => !s_variables.Contains(key) && !key.StartsWith("DOTNET_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(variable);
        }

        (start.Environment["TERM"], start.Environment["SHELL"], start.Environment["LC_ALL"]) = ("xterm-256color", "/bin/sh", "C.UTF-8");
        using var process = Process.Start(start)!;
        var written = new StringBuilder();
        var buffer = new char[4096];
        for (var stopped = false; await process.StandardOutput.ReadAsync(buffer, Cancel) is var read and > 0;)
        {
            written.Append(buffer.AsSpan(0, read));
            if (!stopped && stopWhen?.Invoke(written.ToString()) == true)
            {
                stopped = true;
                await process.StandardInput.WriteAsync(CtrlC);
                await process.StandardInput.FlushAsync(Cancel);
            }
        }

        await process.WaitForExitAsync(Cancel);
        return new TerminalRun(process.ExitCode, written.ToString(), File.Exists(output) ? await File.ReadAllTextAsync(output, Cancel) : "");
    }

    private static string Quoted(string argument) => "'" + argument.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    /// <summary>What moves the cursor, colours, or sets the terminal up.</summary>
    [GeneratedRegex(@"\x1b(\[[0-9;?]*[A-Za-z]|[=>])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    public static partial Regex Control();
}

/// <summary>A run in a terminal.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Shown">All that the terminal got.</param>
/// <param name="Output">What went to the standard output.</param>
internal sealed partial record TerminalRun(int Code, string Shown, string Output)
{
    private const string Hide = "\e[?25l", Show = "\e[?25h";

    /// <summary>What could be read, line by line; lines that were written over too.</summary>
    public IReadOnlyList<string> Lines => [.. Terminal.Control().Replace(Shown, "").Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The shares that were shown, in the order of time.</summary>
    public IReadOnlyList<double> Percents => [.. Lines.SelectMany(line => Share().Matches(line)).Select(share => double.Parse(share.Groups["share"].Value, CultureInfo.InvariantCulture))];

    /// <summary>Whether the cursor can be seen in the end.</summary>
    public bool HasCursor => Shown.LastIndexOf(Hide, StringComparison.Ordinal) is var hidden && (hidden < 0 || Shown.LastIndexOf(Show, StringComparison.Ordinal) > hidden);

    [GeneratedRegex(@"(?<share>\d+(\.\d+)?)%", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Share();
}
