namespace AiInstrument.Collector.Tests.Alerts;

public sealed class AlertDocsTests
{
    [Fact]
    public async Task The_page_shows_the_check_of_signatures_that_the_tests_run()
    {
        var source = await ReadAsync("WebhookSignature.cs");
        var example = source.Split("// <example>\n")[1].Split("    // </example>")[0].TrimEnd();
        var shown = string.Join('\n', example.Split('\n').Select(line => line.StartsWith("    ", StringComparison.Ordinal) ? line[4..] : line));

        Assert.Contains("```csharp\n" + shown + "\n```", await ReadAsync("alerts.md"), StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(string name) =>
        (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "docs", name), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
}
