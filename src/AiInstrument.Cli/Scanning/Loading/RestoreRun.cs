using System.Diagnostics;

namespace AiInstrument.Cli.Scanning.Loading;

/// <summary>Runs <c>dotnet restore</c>. What it cannot restore shows in the projects.</summary>
internal static class RestoreRun
{
    /// <summary>Restores a solution, project or folder.</summary>
    public static async Task RunAsync(string path, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["restore", Path.GetFullPath(path), "-v", "q", "-nologo"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        try
        {
            var read = Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            await read.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
