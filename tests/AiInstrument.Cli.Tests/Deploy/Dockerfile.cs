using System.Text.Json;
using AiInstrument.Cli.Tests.Support;

namespace AiInstrument.Cli.Tests.Deploy;

/// <summary>The instructions of deploy/Dockerfile, with continued lines joined.</summary>
internal static class Dockerfile
{
    public static IReadOnlyList<(string Name, string Arguments)> Instructions { get; } = Read();

    public static IEnumerable<string> All(string name) => Instructions.Where(instruction => instruction.Name == name).Select(instruction => instruction.Arguments);

    /// <summary>The words of a command that is written as a list, which no shell reads.</summary>
    public static string[] Words(string arguments) => JsonSerializer.Deserialize<string[]>(arguments)!;

    private static List<(string Name, string Arguments)> Read()
    {
        var lines = File.ReadAllLines(Path.Combine(RepositoryFacts.Folder, "deploy", "Dockerfile")).Where(line => line.Length > 0 && line[0] != '#');
        var instructions = new List<(string Name, string Arguments)>();
        var open = "";
        foreach (var line in lines)
        {
            open += line.TrimStart();
            if (open.EndsWith('\\'))
            {
                open = open[..^1];
                continue;
            }

            var space = open.IndexOf(' ', StringComparison.Ordinal);
            instructions.Add((open[..space], open[(space + 1)..]));
            open = "";
        }

        return instructions;
    }
}
