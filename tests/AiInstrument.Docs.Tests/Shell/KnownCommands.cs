using System.CommandLine;
using System.Text.RegularExpressions;
using AiInstrument.Docs.Reference;
using AiInstrument.Docs.Tests.Pages;

namespace AiInstrument.Docs.Tests.Shell;

/// <summary>Whether a command that a page or a recipe gives exists and takes its arguments.</summary>
internal static partial class KnownCommands
{
    // Of the system, and nothing of ours that could change.
    private static readonly string[] Plain = ["cd", "mkdir", "cat", "ls", "cp", "export", "echo", "git", "set", "openssl", "chown", "chmod", "curl"];

    // What the SDK or MSBuild knows by itself.
    private static readonly string[] SdkOptions = ["--no-build", "--no-restore", "--configuration", "-c", "--output", "-o", "--filter", "--logger", "--version", "--source", "--tool-path", "--verify-no-changes", "--severity", "--diagnostics", "--nologo", "-nologo", "-v", "--prerelease", "--global", "-g"];

    private static readonly string[] MsBuildProperties = ["ErrorLog", "Configuration", "ContinuousIntegrationBuild", "TreatWarningsAsErrors", "Version"];

    private static readonly Lazy<HashSet<string>> Packages = new(() =>
    [
        .. Repository.FilesBelow("src", ".csproj").Concat(Repository.FilesBelow("dashboard", ".csproj")).Where(path => Repository.Read(path).Contains("Package.props", StringComparison.Ordinal)).Select(path => Path.GetFileNameWithoutExtension(path)),
        .. PackageVersion().Matches(Repository.Read("Directory.Packages.props")).Select(m => m.Groups["id"].Value),
    ]);

    /// <summary>What is wrong with a command, or null.</summary>
    public static string? Problem(ShellLine line)
    {
        var words = line.Words;
        return words.Count == 0 ? null : words[0] switch
        {
            "aiinstrument" => Parsed(CommandLines.ToolCommand, words.Skip(1)),
            "dotnet" => Dotnet([.. words.Skip(1)]),
            "docker" => Files(words.Skip(1)),
            var script when script.StartsWith('.') => File.Exists(Repository.PathOf(script)) ? null : $"there is no {script}",
            var plain when Plain.Contains(plain) => null,
            var other => $"'{other}' is a command that nothing checks: see {nameof(KnownCommands)}",
        };
    }

    private static string? Dotnet(List<string> words) => words switch
    {
        ["run", ..] => Run(words),
        ["tool", "install" or "update", ..] => Package(words.Skip(2).FirstOrDefault(IsPlain) ?? ""),
        ["tool", "run", "aiinstrument", .. var rest] => Parsed(CommandLines.ToolCommand, rest.SkipWhile(word => word == "--")),
        ["aiinstrument", .. var rest] => Parsed(CommandLines.ToolCommand, rest),
        ["nuget", "add", "source", _, "--name", _] or ["tool", "restore"] or ["new", "web" or "console" or "sln" or "tool-manifest", ..] => null,
        ["add", "package", var id, ..] => Package(id),
        ["add", _, "package", var id, ..] => Package(id),
        ["build" or "test" or "pack" or "restore" or "publish", ..] => Build(words),
        ["format", ..] => words.Where(word => word.StartsWith('-')).FirstOrDefault(word => !SdkOptions.Contains(word)) is { } option ? $"nobody knows the option {option}" : null,
        _ => $"'dotnet {words.FirstOrDefault()}' is a command that nothing checks: see {nameof(KnownCommands)}",
    };

    private static string? Run(List<string> words)
    {
        var at = words.IndexOf("--project");
        if (at < 0 || at + 1 >= words.Count)
        {
            return words.Count == 1 ? null : "it names no --project";
        }

        var project = words[at + 1];
        if (!Directory.Exists(Repository.PathOf(project)))
        {
            return $"there is no project {project}";
        }

        var dashes = words.IndexOf("--");
        List<string> given = dashes < 0 ? [] : words[(dashes + 1)..];
        if (project.EndsWith("AiInstrument.Dashboard.Host", StringComparison.Ordinal))
        {
            return Parsed(CommandLines.ServerCommand, given);
        }

        // Programs without a described command line: their options are texts in their sources.
        var texts = ReferenceFacts.Strings([project]).ToHashSet(StringComparer.Ordinal);
        return given.Where(word => word.StartsWith("--", StringComparison.Ordinal)).Select(word => word.Split('=')[0]).FirstOrDefault(word => !texts.Contains(word) && !texts.Contains(word + "=")) is { } option
            ? $"{project} does not know {option}"
            : null;
    }

    private static string? Build(List<string> words)
    {
        var target = words.Skip(1).FirstOrDefault(IsPlain);
        if (target is not null && target.Contains('/', StringComparison.Ordinal) && !File.Exists(Repository.PathOf(target)) && !Directory.Exists(Repository.PathOf(target)))
        {
            return $"there is no {target}";
        }

        var sources = target is not null && Directory.Exists(Repository.PathOf(target)) ? string.Concat(Repository.FilesBelow(target, ".csproj", ".props", ".targets").Select(Repository.Read)) : "";
        foreach (var word in words.Skip(1).Where(word => word.StartsWith('-') || word.StartsWith("/p:", StringComparison.Ordinal)))
        {
            var property = Property().Match(word);
            if (property.Success)
            {
                var name = property.Groups["name"].Value;
                if (!MsBuildProperties.Contains(name) && !ReferenceFacts.BuildProperties.Contains(name) && !sources.Contains($"$({name})", StringComparison.Ordinal))
                {
                    return $"nothing reads the property {name}";
                }
            }
            else if (!SdkOptions.Contains(word.Split(':')[0]) && word != "-warnaserror")
            {
                return $"nobody knows the option {word}";
            }
        }

        var filter = words.IndexOf("--filter") is > 0 and var at && at + 1 < words.Count ? words[at + 1].Split('~', '=')[^1] : null;
        return filter is not null && !Repository.FilesBelow("tests", ".cs").Any(path => Path.GetFileNameWithoutExtension(path) == filter) ? $"there are no tests {filter}" : null;
    }

    private static string? Package(string id) => Packages.Value.Contains(id) ? null : $"there is no package {id}";

    private static string? Parsed(Command root, IEnumerable<string> words) =>
        words.Contains("--help", StringComparer.Ordinal) ? null : root.Parse([.. words]).Errors is [_, ..] errors ? string.Join(' ', errors.Select(e => e.Message)) : null;

    private static string? Files(IEnumerable<string> words) =>
        words.Where(word => word.EndsWith(".yml", StringComparison.Ordinal) || word.EndsWith("Dockerfile", StringComparison.Ordinal)).FirstOrDefault(word => !File.Exists(Repository.PathOf(word))) is { } missing ? $"there is no {missing}" : null;

    private static bool IsPlain(string word) => !word.StartsWith('-') && !word.StartsWith("/p:", StringComparison.Ordinal);

    [GeneratedRegex("PackageVersion Include=\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex PackageVersion();

    [GeneratedRegex("^(?:-p:|/p:|--property:)(?<name>[A-Za-z]+)=", RegexOptions.ExplicitCapture)]
    private static partial Regex Property();
}
