using AiInstrument.Cli.Output;
using AiInstrument.Cli.Scanning;

namespace AiInstrument.Cli.Init;

/// <summary>Chooses the projects that get the package: those with model calls. Of what a scan could not read, those that look as if they had some.</summary>
/// <param name="projects">The projects.</param>
/// <param name="scan">What a scan found; null when the code was not read.</param>
internal sealed class ProjectChoice(IReadOnlyList<ProjectFile> projects, ScanReport? scan)
{
    private readonly Dictionary<string, ScannedProject> _scanned = ByPath(scan);

    /// <summary>The projects, each with why. Where no call is found anywhere: those that reference a model's SDK or start an application.</summary>
    public IReadOnlyList<(ProjectFile Project, string Why)> Choose()
    {
        var chosen = Of(project => ByCalls(project) ?? (IsRead(project) ? null : ByReferences(project)));
        return chosen.Count > 0 ? chosen : Of(ByReferences);
    }

    private static Dictionary<string, ScannedProject> ByPath(ScanReport? scan) =>
        (scan?.Projects ?? []).ToDictionary(project => Path.GetFullPath(project.File, scan!.Root), StringComparer.Ordinal);

    private List<(ProjectFile Project, string Why)> Of(Func<ProjectFile, string?> why) =>
        [.. projects.Where(project => !project.IsTest).Select(project => (Project: project, Why: why(project)!)).Where(choice => choice.Why is not null)];

    private bool IsRead(ProjectFile project) => _scanned.GetValueOrDefault(project.Path)?.IsWhole == true;

    private string? ByCalls(ProjectFile project)
    {
        if (!_scanned.TryGetValue(project.Path, out var scanned))
        {
            return null;
        }

        var calls = scan!.CallsOf(scanned).ToList();
        return calls.Count == 0 ? null : $"has {Counted.Of(calls.Count, "model call")} ({string.Join(", ", calls.Select(call => call.Sdk).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))})";
    }

    private string? ByReferences(ProjectFile project)
    {
        var sdks = string.Join(", ", project.LlmSdks);
        var looks = sdks.Length > 0 ? "references " + sdks : project.Starts ? "starts an application" : null;
        return looks is null ? null : $"{looks}; {(scan is null ? "its code was not read" : IsRead(project) ? "no call is found yet" : "it could not be read whole")}";
    }
}
