using System.Collections.Concurrent;
using AiInstrument.Cli.Scanning.Loading;

namespace AiInstrument.Cli.Scanning;

/// <summary>Scans a code base: MSBuild describes all projects in one run, those that can call a model are compiled in memory and asked.</summary>
/// <param name="progress">Told how far it is.</param>
internal sealed class CodeBaseScanner(IScanProgress progress)
{
    // Each holds a project's bound code while it is asked.
    private static readonly int s_atOnce = Math.Min(Environment.ProcessorCount, 4);

    /// <summary>Scans.</summary>
    /// <param name="path">A solution, project or folder.</param>
    /// <param name="restore">Restores first.</param>
    /// <param name="cancellationToken">Ends the scan, and the processes that it has started.</param>
    /// <exception cref="RefusedException">There is nothing that could be scanned.</exception>
    public async Task<ScanReport> ScanAsync(string path, bool restore, CancellationToken cancellationToken)
    {
        var target = ScanTarget.Find(path);
        if (restore)
        {
            await RestoreRun.RunAsync(target, cancellationToken).ConfigureAwait(false);
        }

        var described = await DescribeAsync(target, cancellationToken).ConfigureAwait(false);
        if (described.Values.FirstOrDefault(project => project.CompilerFolder.Length > 0) is { } any)
        {
            SdkCompiler.Use(any.CompilerFolder);
            return await CompileAsync(target, described, cancellationToken).ConfigureAwait(false);
        }

        return new ScanReport(target.Root, [.. Unread(target, described)], [], []);
    }

    private async Task<Dictionary<string, ProjectDescription>> DescribeAsync(ScanTarget target, CancellationToken cancellationToken)
    {
        progress.Begin("Reading projects", target.Projects.Count);
        var described = new Dictionary<string, ProjectDescription>(StringComparer.Ordinal);
        var folder = Path.GetDirectoryName(target.Projects[0])!;

        // What a solution leaves out may still be referenced.
        for (IReadOnlyCollection<string> missing = target.Projects; missing.Count > 0; missing = Missing(described))
        {
            foreach (var (path, project) in await DesignTimeBuild.DescribeAsync(folder, missing, progress.Step, cancellationToken).ConfigureAwait(false))
            {
                described[path] = project;
            }
        }

        return described;
    }

    private static string[] Missing(Dictionary<string, ProjectDescription> described) =>
    [
        .. described.Values.SelectMany(project => project.References)
            .Where(path => path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) && !described.ContainsKey(path))
            .Distinct(StringComparer.Ordinal),
    ];

    // Not before the compiler is loaded: this and what it calls know its types.
    private async Task<ScanReport> CompileAsync(ScanTarget target, Dictionary<string, ProjectDescription> described, CancellationToken cancellationToken)
    {
        var graph = new ProjectGraph(described.Values);
        var asked = target.Projects.ToHashSet(StringComparer.Ordinal);
        var scanned = new ModelReach(graph).Find(cancellationToken).Where(project => asked.Contains(project.Description.File)).ToArray();
        var loader = new ProjectLoader(graph);
        var scanner = new ProjectScanner(target.Root);
        var uses = new ProjectUses(graph, scanned, loader);
        var parts = new ConcurrentDictionary<string, ScannedPart>(StringComparer.Ordinal);
        progress.Begin("Reading calls", scanned.Length);
        await Parallel.ForEachAsync(
            scanned,
            new ParallelOptions { MaxDegreeOfParallelism = s_atOnce, CancellationToken = cancellationToken },
            async (project, cancel) =>
            {
                parts[project.Description.File] = await PartAsync(scanner, loader, project, cancel).ConfigureAwait(false);
                uses.Done(project);
                progress.Step();
            }).ConfigureAwait(false);

        var rest = Unread(target, described).Where(project => !parts.ContainsKey(Path.GetFullPath(project.File, target.Root)));
        return new ScanReport(
            target.Root,
            [.. parts.Values.Select(part => part.Project).Concat(rest).OrderBy(project => project.File, StringComparer.Ordinal)],
            [.. parts.Values.SelectMany(part => part.Calls).OrderBy(call => call.Project, StringComparer.Ordinal).ThenBy(call => call.File, StringComparer.Ordinal).ThenBy(call => call.Line).ThenBy(call => call.Id, StringComparer.Ordinal)],
            [.. parts.Values.SelectMany(part => part.Findings).OrderBy(finding => finding.Project, StringComparer.Ordinal).ThenBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Line).ThenBy(finding => finding.Column).ThenBy(finding => finding.Rule, StringComparer.Ordinal)])
        {
            Rules = ProjectScanner.All,
        };
    }

    private static async Task<ScannedPart> PartAsync(ProjectScanner scanner, ProjectLoader loader, ScannedInput project, CancellationToken cancellationToken)
    {
        try
        {
            return await scanner.ScanAsync(project, loader.Load(project, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One project must not hide the others; its reason is in the report.
            return new ScannedPart(Failed(scanner.Relative(project.Description.File), project.Description, [$"It could not be scanned: {e.Message}"]), [], []);
        }
    }

    private static IEnumerable<ScannedProject> Unread(ScanTarget target, Dictionary<string, ProjectDescription> described)
    {
        foreach (var other in target.Others)
        {
            yield return new ScannedProject(Path.GetFileNameWithoutExtension(other), Relative(other), null, ProjectState.Failed, null, 0, ["Only C# projects are scanned."]);
        }

        foreach (var project in target.Projects.Select(path => described[path]))
        {
            yield return project switch
            {
                { Arguments.Count: 0 } => Failed(Relative(project.File), project, project.Errors.Count > 0 ? project.Errors : ["MSBuild says nothing of it."]),
                { IsRestored: false } => Failed(Relative(project.File), project, ["It is not restored: run 'dotnet restore', or use --restore."]) with { State = ProjectState.Partial },
                _ => Failed(Relative(project.File), project, project.Errors) with { State = project.Errors.Count > 0 ? ProjectState.Partial : ProjectState.NoModel },
            };
        }

        string Relative(string path) => Path.GetRelativePath(target.Root, path).Replace('\\', '/');
    }

    private static ScannedProject Failed(string file, ProjectDescription project, IReadOnlyList<string> problems) =>
        new(project.Name, file, project.Framework.Length > 0 ? project.Framework : null, ProjectState.Failed, null, 0, problems);
}
