using AiInstrument.Docs.Tests.Pages;
using YamlDotNet.RepresentationModel;

namespace AiInstrument.Docs.Tests.Recipes;

/// <summary>A recipe of docs/ci, read as its CI reads it.</summary>
internal sealed class Recipe
{
    private static readonly string[] ScriptKeys = ["run", "script"];

    private Recipe(YamlMappingNode root, IReadOnlyList<Step> steps) => (Root, Steps) = (root, steps);

    /// <summary>The files.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Repository.FilesBelow("docs/ci", ".yml")];

    /// <summary>The whole file.</summary>
    public YamlMappingNode Root { get; }

    /// <summary>The steps in the order in which they run.</summary>
    public IReadOnlyList<Step> Steps { get; }

    /// <summary>Reads a file.</summary>
    public static Recipe Read(string file)
    {
        var yaml = new YamlStream();
        using var reader = new StringReader(Repository.Read(file));
        yaml.Load(reader);
        var root = (YamlMappingNode)yaml.Documents.Single().RootNode;
        return new Recipe(root, [.. Map(root, "jobs") is { } jobs
            ? jobs.SelectMany(job => StepsOf(job.Key.ToString(), (YamlMappingNode)job.Value))
            : root.Children.ContainsKey("steps") ? StepsOf("", root)
            : root.Where(job => job.Value is YamlMappingNode body && body.Children.ContainsKey("script")).SelectMany(job => LinesOf(job.Key.ToString(), (YamlMappingNode)job.Value))]);
    }

    /// <summary>A mapping below a mapping; null where there is none.</summary>
    public static YamlMappingNode? Map(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var child) ? child as YamlMappingNode : null;

    private static IEnumerable<Step> StepsOf(string job, YamlMappingNode body) => ((YamlSequenceNode)body["steps"]).Cast<YamlMappingNode>().Select(step => new Step(
        job,
        (Text(step, "name") ?? Text(step, "displayName") ?? Text(step, "uses") ?? Text(step, "task") ?? step.Children.First().Key.ToString())!,
        ScriptKeys.Select(key => Text(step, key)).FirstOrDefault(script => script is not null),
        Text(step, "uses") ?? Text(step, "task"),
        Texts(Map(step, "env")),
        Texts(step)));

    // A job of GitLab is one script, line by line in one shell.
    private static IEnumerable<Step> LinesOf(string job, YamlMappingNode body) =>
        [new(job, job, string.Concat(((YamlSequenceNode)body["script"]).Select(line => line + "\n")), null, Texts(Map(body, "variables")), Texts(body))];

    private static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var child) ? (child as YamlScalarNode)?.Value : null;

    private static Dictionary<string, string> Texts(YamlMappingNode? node) =>
        node?.Where(child => child.Value is YamlScalarNode).ToDictionary(child => child.Key.ToString(), child => ((YamlScalarNode)child.Value).Value ?? "", StringComparer.Ordinal) ?? [];
}
