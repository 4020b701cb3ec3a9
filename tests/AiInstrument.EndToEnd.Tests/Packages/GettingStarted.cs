namespace AiInstrument.EndToEnd.Tests.Packages;

/// <summary>What docs/getting-started.md shows: the first program and the warning.</summary>
/// <param name="Before">The first program.</param>
/// <param name="Warning">The warning, from the file's name on.</param>
internal sealed record GettingStarted(string Before, string Warning)
{
    private const string CSharp = "```csharp\n";

    public static GettingStarted Read()
    {
        var page = File.ReadAllText(Path.Combine(BuildFacts.Repository, "docs", "getting-started.md")).ReplaceLineEndings("\n");
        var programs = page.Split(CSharp).Skip(1).Select(rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)]).Where(code => code.Contains("app.Run();", StringComparison.Ordinal)).ToList();
        var warning = page.Split('\n').Single(line => line.Contains("warning AII0002:", StringComparison.Ordinal));
        return new GettingStarted(programs[0], warning);
    }
}
