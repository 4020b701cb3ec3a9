using AiInstrument.ApiDocs;

namespace AiInstrument.Dashboard.Tests;

public sealed class ApiDocsTests
{
    private static string Page { get; } = Path.Combine(Repository(), "docs", "api.md");

    [Fact]
    public async Task The_page_says_what_the_endpoints_say()
    {
        var output = new StringWriter();

        Assert.True(await ApiDocsCommand.RunAsync(Page, check: true, output) == 0, output.ToString());
    }

    [Fact]
    public async Task A_page_that_differs_is_told_and_written()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "former", TestContext.Current.CancellationToken);
            Assert.Equal(1, await ApiDocsCommand.RunAsync(file, check: true, TextWriter.Null));
            Assert.Equal("former", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
            Assert.Equal(0, await ApiDocsCommand.RunAsync(file, check: false, TextWriter.Null));
            Assert.Equal(await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken), await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AiInstrument.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests do not lie in the repository.");
        }

        return folder;
    }
}
