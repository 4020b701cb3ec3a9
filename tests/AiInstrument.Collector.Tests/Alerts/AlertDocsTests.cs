using System.Runtime.CompilerServices;

namespace AiInstrument.Collector.Tests.Alerts;

public sealed class AlertDocsTests
{
    [Fact]
    public async Task The_page_shows_the_check_of_signatures_that_the_tests_run()
    {
        var folder = Path.GetDirectoryName(Here())!;
        var source = await ReadAsync(Path.Combine(folder, "WebhookSignature.cs"));
        var example = source.Split("// <example>\n")[1].Split("    // </example>")[0].TrimEnd();
        var shown = string.Join('\n', example.Split('\n').Select(line => line.StartsWith("    ", StringComparison.Ordinal) ? line[4..] : line));

        Assert.Contains("```csharp\n" + shown + "\n```", await ReadAsync(Path.Combine(folder, "../../../docs/alerts.md")), StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(string path) => (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");

    private static string Here([CallerFilePath] string path = "") => path;
}
