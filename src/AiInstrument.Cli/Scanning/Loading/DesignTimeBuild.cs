using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AiInstrument.Cli.Scanning.Loading;

/// <summary>
/// Has one MSBuild, of the SDK that the code base asks for, describe all projects at once: it evaluates them, resolves their
/// references and stops before the compiler. Nothing is restored or compiled.
/// </summary>
internal static partial class DesignTimeBuild
{
    private const string Told = "aiinstrument: ";
    private const int MostErrors = 5;

    /// <summary>Describes projects and those that they reference.</summary>
    /// <param name="folder">Where the SDK is looked for (<c>global.json</c>).</param>
    /// <param name="projects">Full paths.</param>
    /// <param name="described">Called for each project that is done, from any thread.</param>
    /// <param name="cancellationToken">Ends MSBuild and its nodes.</param>
    /// <returns>Every project, by path; those that MSBuild could not describe have errors.</returns>
    /// <exception cref="RefusedException">There is no SDK.</exception>
    public static async Task<IReadOnlyDictionary<string, ProjectDescription>> DescribeAsync(string folder, IReadOnlyCollection<string> projects, Action described, CancellationToken cancellationToken)
    {
        var work = Directory.CreateTempSubdirectory("aiinstrument-scan-");
        try
        {
            var targets = Path.Combine(work.FullName, "describe.targets");
            await WriteTargetsAsync(targets, cancellationToken).ConfigureAwait(false);
            var all = Path.Combine(work.FullName, "all.proj");
            All(projects, targets, work.FullName).Save(all);
            var errors = await RunAsync(folder, all, described, cancellationToken).ConfigureAwait(false);
            var found = new Dictionary<string, ProjectDescription>(StringComparer.Ordinal);
            foreach (var file in work.EnumerateFiles("*.txt"))
            {
                var description = ProjectDescription.Read(await File.ReadAllLinesAsync(file.FullName, cancellationToken).ConfigureAwait(false));
                found[description.File] = description;
            }

            foreach (var project in projects)
            {
                if (!found.TryGetValue(project, out var description))
                {
                    found.Add(project, description = new ProjectDescription(project));
                }

                description.Errors.AddRange(errors.GetValueOrDefault(project, []).Take(MostErrors));
            }

            return found;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static async Task WriteTargetsAsync(string file, CancellationToken cancellationToken)
    {
        var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("AiInstrument.Cli.describe.targets")!;
        await using (resource.ConfigureAwait(false))
        {
            var written = File.Create(file);
            await using (written.ConfigureAwait(false))
            {
                await resource.CopyToAsync(written, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>All projects have the same global properties: what one of them knows of another need not be evaluated again.</summary>
    private static XDocument All(IEnumerable<string> projects, string targets, string output) => new(
        new XElement("Project",
            new XElement("ItemGroup", projects.Select(project => new XElement("Described", new XAttribute("Include", Escape(project))))),
            new XElement("Target", new XAttribute("Name", "Describe"),
                new XElement("MSBuild",
                    new XAttribute("Projects", "@(Described)"),
                    new XAttribute("Targets", "AiInstrumentDescribe"),
                    new XAttribute("BuildInParallel", "true"),
                    new XAttribute("ContinueOnError", "ErrorAndContinue"),
                    new XAttribute("Properties", string.Join(';', Properties(targets, output).Select(property => property.Name + "=" + Escape(property.Value))))))));

    private static IEnumerable<(string Name, string Value)> Properties(string targets, string output) =>
    [
        ("DesignTimeBuild", "true"),
        ("BuildProjectReferences", "false"),
        ("SkipCompilerExecution", "true"),
        ("ProvideCommandLineArgs", "true"),
        ("ContinuousIntegrationBuild", "false"),
        ("CustomAfterMicrosoftCommonTargets", targets),
        ("CustomAfterMicrosoftCommonCrossTargetingTargets", targets),
        ("AiInstrumentScanFolder", output),
    ];

    // MSBuild's own signs, in a path.
    private static string Escape(string text) =>
        string.Concat(text.Select(c => c is '%' or '*' or '?' or '@' or '$' or '(' or ')' or ';' or '\'' ? "%" + ((int)c).ToString("X2", CultureInfo.InvariantCulture) : c.ToString()));

    private static async Task<Dictionary<string, List<string>>> RunAsync(string folder, string project, Action described, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var rest = new List<string>();
        string[] arguments = ["msbuild", project, "-t:Describe", "-m:" + Math.Min(Environment.ProcessorCount, 4).ToString(CultureInfo.InvariantCulture), "-nr:false", "-v:m", "-nologo", "-tl:off", "-noAutoRsp"];
        var code = await DotnetRun.RunAsync(folder, arguments, Read, cancellationToken).ConfigureAwait(false);
        return code == 0 || errors.Count > 0
            ? errors
            : throw new RefusedException($"MSBuild failed: {string.Join(' ', rest.Select(line => line.Trim()).Where(line => line.Length > 0).Take(MostErrors))}");

        void Read(string line)
        {
            if (line.TrimStart().StartsWith(Told, StringComparison.Ordinal))
            {
                described();
            }
            else if (ErrorLine().Match(line) is { Success: true } error)
            {
                var of = error.Groups["project"].Success ? error.Groups["project"].Value.Split("::")[0] : error.Groups["file"].Value.Trim();
                var list = errors.TryGetValue(of, out var known) ? known : errors[of] = [];
                var text = error.Groups["text"].Value.Trim();
                if (!list.Contains(text, StringComparer.Ordinal))
                {
                    list.Add(text);
                }
            }
            else
            {
                rest.Add(line);
            }
        }
    }

    [GeneratedRegex("""^\s*(?<file>.*?)(\(\d+(,\d+)*\))?\s*: error (?<text>\w+: .*?)(\s\[(?<project>[^\[\]]+proj(::[^\[\]]*)?)\])?$""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex ErrorLine();
}
