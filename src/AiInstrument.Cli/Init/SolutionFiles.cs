using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AiInstrument.Cli.Init;

/// <summary>Finds the projects of a solution, a project or a folder.</summary>
internal static partial class SolutionFiles
{
    private static readonly string[] Patterns = ["*.slnx", "*.sln"];

    /// <summary>What a path stands for.</summary>
    /// <returns>The solution or project, or the folder when it has neither, and the full paths of its C# projects.</returns>
    /// <exception cref="RefusedException">It is none, or it is not clear which one is meant.</exception>
    public static (string Target, IReadOnlyList<string> Projects) Find(string path)
    {
        var target = Path.GetFullPath(path);
        if (Directory.Exists(target))
        {
            target = One(Patterns.SelectMany(pattern => Directory.GetFiles(target, pattern)), target) ?? One(Directory.GetFiles(target, "*.csproj"), target) ?? target;
        }

        IEnumerable<string> projects = Path.GetExtension(target).ToUpperInvariant() switch
        {
            ".CSPROJ" when File.Exists(target) => [target],
            ".SLN" when File.Exists(target) => Below(target, ProjectLine().Matches(File.ReadAllText(target)).Select(match => match.Groups["path"].Value)),
            ".SLNX" when File.Exists(target) => Below(target, XDocument.Load(target).Descendants("Project").Select(project => (string?)project.Attribute("Path") ?? "")),
            _ when Directory.Exists(target) => Directory.EnumerateFiles(target, "*.csproj", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
                .Where(file => !IsBuilt(Path.GetRelativePath(target, file))),
            _ => throw new RefusedException($"'{path}' is no solution, project or folder."),
        };
        var found = projects.Where(File.Exists).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return found.Count > 0 ? (target, found) : throw new RefusedException($"There is no C# project in '{target}'.");
    }

    private static string? One(IEnumerable<string> files, string folder) => files.Order(StringComparer.Ordinal).ToArray() switch
    {
        [] => null,
        [var only] => only,
        var several => throw new RefusedException($"'{folder}' has several: name one of {string.Join(", ", several.Select(Path.GetFileName))}."),
    };

    private static IEnumerable<string> Below(string solution, IEnumerable<string> projects) =>
        from project in projects
        where project.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)
        select Path.GetFullPath(Path.Combine(Path.GetDirectoryName(solution)!, project.Replace('\\', Path.DirectorySeparatorChar)));

    private static bool IsBuilt(string file) => file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules");

    [GeneratedRegex("""^Project\("[^"]*"\)\s*=\s*"[^"]*",\s*"(?<path>[^"]+)"\s*,""", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ProjectLine();
}
