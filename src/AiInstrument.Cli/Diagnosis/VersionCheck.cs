using System.Runtime.InteropServices;
using System.Text.Json;
using AiInstrument.Cli.Scanning.Loading;

namespace AiInstrument.Cli.Diagnosis;

/// <summary>Compares the tool's version with those of the packages that a code base was restored with.</summary>
internal static class VersionCheck
{
    /// <summary>Checks.</summary>
    /// <param name="path">A solution, a project, or a folder; one without projects says nothing.</param>
    /// <param name="own">The tool's version.</param>
    /// <param name="findings">Takes what is found.</param>
    public static void Run(string path, string own, List<Finding> findings)
    {
        findings.Add(Finding.Ok("tool", $"aiinstrument {own} on .NET {Environment.Version}, {RuntimeInformation.RuntimeIdentifier}."));
        IReadOnlyList<string> projects;
        try
        {
            projects = ScanTarget.Find(path).Projects;
        }
        catch (RefusedException)
        {
            return;
        }

        var found = projects.SelectMany(project => Restored(project).Select(package => (Project: Path.GetFileNameWithoutExtension(project), package.Name, package.Version))).ToList();
        foreach (var group in found.GroupBy(package => (package.Name, package.Version)).OrderBy(group => group.Key))
        {
            var text = $"{group.Key.Name} {group.Key.Version} in {string.Join(", ", group.Select(package => package.Project))}.";
            findings.Add(group.Key.Version == own ? Finding.Ok("package", text) : Finding.Warn("package", text, $"The tool is {own}: update the package, or the tool, so that both know the same rules and contracts."));
        }

        if (found.Count == 0)
        {
            findings.Add(Finding.Warn("package", $"No restored project in '{path}' uses AiInstrument.", "Add it with 'aiinstrument init', and restore."));
        }
    }

    private static List<(string Name, string Version)> Restored(string project)
    {
        var file = Path.Combine(Path.GetDirectoryName(project)!, "obj", "project.assets.json");
        try
        {
            using var assets = JsonDocument.Parse(File.ReadAllBytes(file));
            return [.. assets.RootElement.GetProperty("libraries").EnumerateObject()
                .Where(library => library.Value.GetProperty("type").GetString() == "package")
                .Select(library => library.Name.Split('/'))
                .Where(library => library[0] is "AiInstrument" or "AiInstrument.Collector" or "AiInstrument.Dashboard")
                .Select(library => (library[0], library[1]))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException)
        {
            return [];
        }
    }
}
