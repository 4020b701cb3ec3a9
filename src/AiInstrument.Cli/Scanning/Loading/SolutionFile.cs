using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace AiInstrument.Cli.Scanning.Loading;

/// <summary>Reads which projects a solution has.</summary>
internal static partial class SolutionFile
{
    /// <summary>Whether a file is a solution, by its name.</summary>
    public static bool IsSolution(string file) => Path.GetExtension(file).ToLowerInvariant() is ".sln" or ".slnx" or ".slnf";

    /// <summary>Whether a solution is a part of another, by its name.</summary>
    public static bool IsFilter(string file) => Path.GetExtension(file).Equals(".slnf", StringComparison.OrdinalIgnoreCase);

    /// <summary>Full paths of a solution's projects.</summary>
    /// <exception cref="RefusedException">The file cannot be read as a solution.</exception>
    public static IEnumerable<string> Projects(string file)
    {
        try
        {
            var folder = Path.GetDirectoryName(file)!;
            return Path.GetExtension(file).ToLowerInvariant() switch
            {
                ".slnx" => [.. XDocument.Load(file).Descendants("Project").Select(project => (string?)project.Attribute("Path")).OfType<string>().Select(path => Full(folder, path))],
                ".slnf" => Filtered(file, folder),
                _ => [.. ProjectLine().Matches(File.ReadAllText(file)).Select(line => Full(folder, line.Groups["path"].Value))],
            };
        }
        catch (Exception e) when (e is XmlException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new RefusedException($"{Path.GetFileName(file)} is no solution: {e.Message}", e);
        }
    }

    private static List<string> Filtered(string file, string folder)
    {
        using var filter = JsonDocument.Parse(File.ReadAllText(file));
        var solution = filter.RootElement.GetProperty("solution");
        var solutionFolder = Path.GetDirectoryName(Full(folder, solution.GetProperty("path").GetString()!))!;
        return [.. solution.GetProperty("projects").EnumerateArray().Select(project => Full(solutionFolder, project.GetString()!))];
    }

    private static string Full(string folder, string path) => Path.GetFullPath(Path.Combine(folder, path.Replace('\\', Path.DirectorySeparatorChar)));

    [GeneratedRegex("""^Project\("[^"]*"\) = "[^"]*", "(?<path>[^"]+proj)",""", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex ProjectLine();
}
