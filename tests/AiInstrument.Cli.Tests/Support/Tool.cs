using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using AiInstrument.Cli.Output;

namespace AiInstrument.Cli.Tests.Support;

/// <summary>Runs the tool: in this process, or as the program that users have.</summary>
internal static class Tool
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Runs a command in this process, with nobody there to answer.</summary>
    public static Task<ToolResult> RunAsync(params string[] args) => RunAsync(args, answer: null);

    /// <summary>Runs a command in this process.</summary>
    public static async Task<ToolResult> RunAsync(string[] args, string? answer)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var console = new CommandConsole(new StringReader(answer ?? ""), output, error, unattended: answer is null);
        var code = await new ToolCommand(console).InvokeAsync(args);
        return new ToolResult(code, output.ToString(), error.ToString());
    }

    /// <summary>The real program, with none of this machine's settings.</summary>
    public static ProcessStartInfo Program(IReadOnlyDictionary<string, string?> variables, params IEnumerable<string> args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ToolCommand).Assembly.Location, .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var variable in start.Environment.Keys.Where(key => key.StartsWith("AIINSTRUMENT_", StringComparison.Ordinal) || key.StartsWith("OTEL_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(variable);
        }

        foreach (var (variable, value) in variables)
        {
            start.Environment[variable] = value;
        }

        return start;
    }

    /// <summary>Runs the real program to its end.</summary>
    public static async Task<ToolResult> RunProcessAsync(ProcessStartInfo program)
    {
        using var process = Process.Start(program)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(Cancel);
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return new ToolResult(process.ExitCode, output, await error);
    }

    /// <summary>Reads what a program writes until a line says so.</summary>
    public static async Task<List<string>> ReadUntilAsync(Process process, string start)
    {
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(Cancel) is { } line)
        {
            lines.Add(line);
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return lines;
            }
        }

        throw new InvalidOperationException("The program ended: " + string.Join('\n', lines) + await process.StandardError.ReadToEndAsync(Cancel));
    }

    /// <summary>Asks a program to end, and waits for it. Not with SIGINT: what a shell starts in the background ignores that.</summary>
    public static async Task<int> TerminateAsync(Process process)
    {
        using var terminate = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(Cancel);
        return process.ExitCode;
    }
}

/// <summary>What a run of the tool wrote.</summary>
internal sealed record ToolResult(int Code, string Output, string Error)
{
    /// <summary>The output as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Output)!;
}
