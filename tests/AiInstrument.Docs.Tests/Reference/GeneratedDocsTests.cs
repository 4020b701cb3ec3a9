using AiInstrument.Docs.Tests.Pages;

namespace AiInstrument.Docs.Tests.Reference;

/// <summary>The rules' pages, the configuration and the page of the API are in line with the code; where they are not, the tool says so and repairs it.</summary>
public sealed class GeneratedDocsTests
{
    private static readonly string Docs = Repository.PathOf("docs");

    [Fact]
    public async Task What_is_generated_is_up_to_date()
    {
        using var output = new StringWriter();

        Assert.True(await DocsCommand.RunAsync(Docs, check: true, output) == 0, $"{output}Run: dotnet run --project tools/AiInstrument.Docs");
    }

    [Theory]
    [InlineData("rules/AII0002.md", "| Default severity | warning |", "| Default severity | error |")]
    [InlineData("rules/AII0003.md", "| Fix | by hand |", "| Fix | by magic; Fix All in document, project and solution |")]
    [InlineData("rules/AII0004.md", "# AII0004: Feature id is malformed", "# AII0004: Something else")]
    [InlineData("rules/README.md", "| [AII0003](AII0003.md) | error |", "| [AII0003](AII0003.md) | info |")]
    [InlineData("migration.md", "`llm.token_count.prompt` | `gen_ai.usage.input_tokens` |", "`llm.token_count.prompt` | `gen_ai.usage.output_tokens` |")]
    [InlineData("configuration.md", "| `MaxQueuedSpans` | 100,000 |", "| `MaxQueuedSpans` | 1 |")]
    [InlineData("configuration.md", "`AIINSTRUMENT_OTLP_GRPC` | `http://127.0.0.1:4317` |", "`AIINSTRUMENT_OTLP_GRPC` | |")]
    [InlineData("api.md", "### `GET /api/ai-usage/stats`", "### `GET /api/ai-usage/status`")]
    public async Task What_differs_is_found_left_alone_by_the_check_and_repaired(string file, string right, string wrong)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "rules"));
        foreach (var page in (string[])[.. Directory.EnumerateFiles(Path.Combine(Docs, "rules"), "*.md"), .. ((string[])["api.md", "configuration.md", "migration.md"]).Select(page => Path.Combine(Docs, page))])
        {
            File.Copy(page, Path.Combine(folder.Path, Path.GetRelativePath(Docs, page)));
        }

        var path = Path.Combine(folder.Path, file);
        var original = File.ReadAllText(path);
        var broken = original.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(original, broken);
        File.WriteAllText(path, broken);

        using var output = new StringWriter();
        Assert.Equal(1, await DocsCommand.RunAsync(folder.Path, check: true, output));
        Assert.Contains(Path.GetFileName(file), output.ToString(), StringComparison.Ordinal);
        Assert.Equal(broken, File.ReadAllText(path));

        Assert.Equal(0, await DocsCommand.RunAsync(folder.Path, check: false, output));
        Assert.Equal(original, File.ReadAllText(path));
    }
}
