using System.Text;
using AiInstrument.Cli.Scanning;
using AiInstrument.Cli.Scanning.Loading;

namespace AiInstrument.Cli.Init;

/// <summary>Finds out what a solution lacks. Reads, and changes nothing.</summary>
/// <param name="version">The version of the package.</param>
/// <param name="scan">What a scan of it found; null when the code was not read.</param>
internal sealed class InitPlanner(string version, ScanReport? scan)
{
    private const string CentralFile = "Directory.Packages.props";
    private const string Settings = ".globalconfig";

    private static readonly string[] FirstRules = ["AII0001", "AII0002"];

    private readonly Dictionary<string, InitChange> _changes = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];

    /// <summary>Plans.</summary>
    /// <param name="path">A solution, a project, or a folder with them.</param>
    /// <param name="wanted">Names or paths of the projects that get the package; none for those that have model calls.</param>
    /// <exception cref="RefusedException">There is nothing to add to, or a project that was named is not there.</exception>
    public InitPlan Plan(string path, IReadOnlyList<string> wanted)
    {
        var target = ScanTarget.Find(path);
        var there = target.Projects.ToLookup(File.Exists);
        if (there[false].Any())
        {
            _notes.Add($"Not there, though the solution lists them: {string.Join(", ", there[false].Select(file => Path.GetRelativePath(target.Folder, file)))}.");
        }

        var projects = there[true].Select(ProjectFile.Read).ToList();
        IReadOnlyList<(ProjectFile Project, string Why)> chosen = wanted.Count > 0 ? [.. Named(projects, wanted)] : Chosen(projects);
        foreach (var (project, why) in chosen)
        {
            AddPackage(project, why);
        }

        AddSettings(target.Folder, projects);
        return new InitPlan(target.Folder, target.Found, [.. _changes.Values.OrderBy(change => change.File, StringComparer.Ordinal)], _notes, [.. projects.Where(project => project.Starts && !project.IsTest && Reaches(project, projects, [.. chosen.Select(choice => choice.Project)], []))]);
    }

    private static IEnumerable<(ProjectFile Project, string Why)> Named(List<ProjectFile> projects, IReadOnlyList<string> wanted) => wanted.Select(name =>
        projects.Find(project => string.Equals(project.Name, name, StringComparison.OrdinalIgnoreCase) || project.Path == Path.GetFullPath(name)) is { } named ? (named, "was named")
        : throw new RefusedException($"There is no project '{name}': there are {string.Join(", ", projects.Select(project => project.Name))}."));

    private IReadOnlyList<(ProjectFile Project, string Why)> Chosen(List<ProjectFile> projects)
    {
        var chosen = new ProjectChoice(projects, scan).Choose();
        if (chosen.Count == 0)
        {
            throw new RefusedException("No project has a model call, references a model's SDK or starts an application: name projects with --project.");
        }

        var left = projects.Except(chosen.Select(choice => choice.Project)).Select(project => project.Name).ToList();
        if (left.Count > 0)
        {
            _notes.Add($"Left alone, because they hold tests or no model call: {string.Join(", ", left)}. --project names others.");
        }

        foreach (var alike in (scan?.Projects ?? []).Where(project => !project.IsWhole).GroupBy(project => project.Problems[0], StringComparer.Ordinal))
        {
            _notes.Add($"Not read whole: {string.Join(", ", alike.Select(project => project.Name))}. {alike.Key}");
        }

        return chosen;
    }

    // The package reaches those that reference a project with it.
    private static bool Reaches(ProjectFile project, List<ProjectFile> projects, HashSet<ProjectFile> chosen, HashSet<ProjectFile> seen) =>
        seen.Add(project) && (chosen.Contains(project) || project.References.Any(path => projects.Find(other => other.Path == path) is { } referenced && Reaches(referenced, projects, chosen, seen)));

    private void AddPackage(ProjectFile project, string why)
    {
        if (project.Problem is { } problem)
        {
            _notes.Add($"{project.Name} stays as it is: {problem}.");
        }
        else if (project.HasPackage || IsGiven(project))
        {
            _notes.Add($"{project.Name} has the package already.");
        }
        else
        {
            var central = Central(project);
            var item = central is null
                ? $"<PackageReference Include=\"{ProjectFile.Package}\" Version=\"{version}\" />"
                : $"<PackageReference Include=\"{ProjectFile.Package}\" />";
            Change(project.Path, project.File, "PackageReference", item, why);
            if (central is not null)
            {
                AddVersion(central);
            }
        }
    }

    private void AddVersion(string central)
    {
        if (_changes.ContainsKey(central))
        {
            return;
        }

        var file = FileText.Of(File.ReadAllBytes(central));
        if (!ItemInsertion.IsProject(file.Text))
        {
            throw new RefusedException($"'{central}' is no MSBuild file that can be read.");
        }

        if (ItemInsertion.Items(file.Text, "PackageVersion").FirstOrDefault(tag => tag.Attribute(file.Text, "Include") == ProjectFile.Package) is { } known)
        {
            _notes.Add($"{CentralFile} has version {known.Attribute(file.Text, "Version")} of the package already; it stays.");
            return;
        }

        Change(central, file, "PackageVersion", $"<PackageVersion Include=\"{ProjectFile.Package}\" Version=\"{version}\" />", "versions are kept centrally");
    }

    private void Change(string path, FileText file, string kind, string item, string why) =>
        _changes[path] = new InitChange(path, file.Bytes, file.With(ItemInsertion.Insert(file.Text, kind, item, file.LineBreak)), [item], why);

    // A warning that fails the build would make the first build after this one fail for every old call.
    private void AddSettings(string root, List<ProjectFile> projects)
    {
        var path = Path.Combine(root, Settings);
        var before = File.Exists(path) ? FileText.Of(File.ReadAllBytes(path)) : null;
        var strict = projects.Select(project => project.File.Text).Concat(Nearest(root, "Directory.Build.props") is { } props ? [File.ReadAllText(props)] : [])
            .Any(text => text.Contains("<TreatWarningsAsErrors>true", StringComparison.OrdinalIgnoreCase));
        var known = (before?.Text ?? "") + (File.Exists(Path.Combine(root, ".editorconfig")) ? File.ReadAllText(Path.Combine(root, ".editorconfig")) : "");
        var lines = FirstRules.Where(rule => !known.Contains($"dotnet_diagnostic.{rule}.severity", StringComparison.OrdinalIgnoreCase))
            .Select(rule => $"dotnet_diagnostic.{rule}.severity = {(strict ? "suggestion" : "warning")}").ToList();
        if (lines.Count == 0)
        {
            _notes.Add("The severities of AII0001 and AII0002 are set already.");
            return;
        }

        if (strict)
        {
            _notes.Add("Warnings are errors here: the rules begin as suggestions, so that the next build does not fail for calls that are old. Raise them when the baseline is empty.");
        }

        var end = before?.LineBreak ?? "\n";
        List<string> added = before is null ? ["is_global = true", "# Model calls without telemetry (AII0001) and without a feature (AII0002). Errors, when there are none left.", .. lines] : lines;
        var text = new StringBuilder(before?.Text);
        if (text.Length > 0 && text[^1] != '\n')
        {
            text.Append(end);
        }

        text.AppendJoin(end, added).Append(end);
        _changes[path] = new InitChange(path, before?.Bytes, before?.With(text.ToString()) ?? Encoding.UTF8.GetBytes(text.ToString()), added, "severities of the rules");
    }

    /// <summary>Whether a file that MSBuild reads for the project references the package for it.</summary>
    private static bool IsGiven(ProjectFile project) =>
        ((string[])["Directory.Build.props", "Directory.Build.targets", CentralFile]).Select(name => Nearest(Path.GetDirectoryName(project.Path)!, name)).OfType<string>()
            .Select(file => FileText.Of(File.ReadAllBytes(file)).Text)
            .Any(text => ItemInsertion.IsProject(text)
                && ItemInsertion.Items(text, "PackageReference").Concat(ItemInsertion.Items(text, "GlobalPackageReference")).Any(tag => tag.Attribute(text, "Include") == ProjectFile.Package));

    /// <summary>The file that keeps the versions of the project's packages; null when the project does.</summary>
    private static string? Central(ProjectFile project)
    {
        var folder = Path.GetDirectoryName(project.Path)!;
        return Nearest(folder, CentralFile) is { } file
            && ((string?[])[file, Nearest(folder, "Directory.Build.props"), project.Path]).OfType<string>().Any(text => File.ReadAllText(text).Contains("<ManagePackageVersionsCentrally>true", StringComparison.OrdinalIgnoreCase))
            && !project.File.Text.Contains("<ManagePackageVersionsCentrally>false", StringComparison.OrdinalIgnoreCase)
                ? file
                : null;
    }

    private static string? Nearest(string folder, string name)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, name)))
            {
                return Path.Combine(at, name);
            }
        }

        return null;
    }
}
