using AiInstrument.Docs.Tests.Pages;

namespace AiInstrument.Docs.Tests.Blocks;

/// <summary>Queries on the pages run against a collector's database.</summary>
[Collection(LiveServerCollection.Name)]
public sealed class SqlTests(LiveServer server)
{
    [Fact]
    public async Task Every_query_of_a_page_runs()
    {
        foreach (var block in Repository.Pages.Values.SelectMany(page => page.Blocks).Where(block => block.Language == "sql"))
        {
            var failure = await Record.ExceptionAsync(() => server.QueryAsync(block.Text));
            Assert.True(failure is null, $"{block.Place}: {failure?.Message}");
        }
    }

    [Fact]
    public async Task The_database_has_something_to_be_found() =>
        Assert.Equal(20, await server.QueryAsync("SELECT id FROM interactions"));
}
