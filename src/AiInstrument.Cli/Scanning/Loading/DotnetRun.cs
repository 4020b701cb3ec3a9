using System.ComponentModel;
using System.Diagnostics;

namespace AiInstrument.Cli.Scanning.Loading;

/// <summary>Runs the <c>dotnet</c> command, of the SDK that the code base asks for, and its processes end with it.</summary>
internal static class DotnetRun
{
    // Set by the dotnet command that runs this tool: they would bind the child to that SDK.
    private static readonly string[] ForeignVariables = ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "MSBUILD_EXE_PATH", "DOTNET_HOST_PATH"];

    /// <summary>Runs a command to its end.</summary>
    /// <param name="folder">Where the SDK is looked for (<c>global.json</c>).</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="read">Takes the lines of the standard output, and at the end those of the standard error.</param>
    /// <param name="cancellationToken">Ends the command and what it has started; all of it is gone when this throws.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="RefusedException">There is no SDK.</exception>
    public static async Task<int> RunAsync(string folder, IEnumerable<string> arguments, Action<string> read, CancellationToken cancellationToken)
    {
        using var process = Start(folder, arguments);
        process.StandardInput.Close();
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            while (await process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
            {
                read(line);
            }

            foreach (var line in (await errors.ConfigureAwait(false)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                read(line);
            }

            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private static Process Start(string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };

        // What it writes is read in the words of this language.
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";

        // A process that is killed does not take away the sockets that it has for debuggers.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var variable in ForeignVariables)
        {
            start.Environment.Remove(variable);
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new RefusedException($"The .NET SDK is needed: 'dotnet' cannot be started ({e.Message}).", e);
        }
    }
}
