using AiInstrument.EndToEnd.Tests;
using AiInstrument.Screenshots;

namespace AiInstrument.Browser.Tests;

/// <summary>The list of the pictures in <c>docs/images</c>.</summary>
public sealed class PictureListTests(DeskSite site)
{
    [Fact]
    public async Task Every_page_has_a_picture()
    {
        await site.ReadyAsync();
        var mapped = site.Pages.ByPage.Keys.Concat(site.Pages.Unreachable);

        Assert.Equal(mapped.Order(StringComparer.Ordinal), PictureList.All.Select(picture => picture.Page).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_explorer_has_a_picture()
    {
        await site.ReadyAsync();
        static string PathOf(string address) => address.Split('?')[0];

        Assert.Equal(
            site.Pages.ByPage["/Explorer"].Select(PathOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            PictureList.All.Where(picture => picture.Page == "/Explorer").Select(picture => PathOf(picture.Address)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_picture_is_there_and_no_other()
    {
        var folder = Path.Combine(BuildFacts.Repository, "docs", "images");

        Assert.Equal(
            PictureList.All.SelectMany(picture => picture.Files).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_page_of_the_docs_shows_every_picture()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(BuildFacts.Repository, "docs", "pictures.md"), TestContext.Current.CancellationToken);

        Assert.All(PictureList.All.SelectMany(picture => picture.Files), file => Assert.Contains($"(images/{file})", page, StringComparison.Ordinal));
    }
}
