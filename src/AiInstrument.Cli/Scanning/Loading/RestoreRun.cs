namespace AiInstrument.Cli.Scanning.Loading;

/// <summary>Runs <c>dotnet restore</c>. What it cannot restore shows in the projects.</summary>
internal static class RestoreRun
{
    /// <summary>Restores a solution or project, or each project of a folder that has no solution.</summary>
    public static async Task RunAsync(ScanTarget target, CancellationToken cancellationToken)
    {
        foreach (var path in File.Exists(target.Found) ? [target.Found] : target.Projects)
        {
            await DotnetRun.RunAsync(target.Folder, ["restore", path, "-v", "q", "-nologo"], _ => { }, cancellationToken).ConfigureAwait(false);
        }
    }
}
