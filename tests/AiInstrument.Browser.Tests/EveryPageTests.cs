using Microsoft.Playwright;

namespace AiInstrument.Browser.Tests;

/// <summary>Every page of the dashboard over the sample application's data, in both languages and themes, wide and narrow, with scripts and without.</summary>
public sealed class EveryPageTests(PageVisits visits, DeskSite site) : IClassFixture<PageVisits>
{
    public static TheoryData<string, ColorScheme, int> Looks => new(
        from language in (string[])["en", "tr"]
        from scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark]
        from width in (int[])[PageVisits.Wide, PageVisits.Narrow]
        select (language, scheme, width));

    public static TheoryData<ColorScheme, int> Themes => new((ColorScheme.Light, PageVisits.Wide), (ColorScheme.Dark, PageVisits.Narrow));

    [Fact]
    public async Task Every_page_that_is_mapped_is_reached_by_a_link()
    {
        await site.ReadyAsync();

        Assert.Empty(site.Pages.Unreachable);
        Assert.True(site.Pages.Addresses.Count > 40);
    }

    /// <summary>No horizontal scrolling, no text outside of its box, every chart drawn, no motion against the reader's wish.</summary>
    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_page_is_whole(string language, ColorScheme scheme, int width) =>
        AssertNothing(await visits.InAsync(language), PageCheck.Whole, finding => finding.Scheme == scheme && finding.Width == width);

    /// <summary>No console error or warning, no failed request, no dialog, no script that throws: at whatever width and theme it has while it is open.</summary>
    [Theory]
    [InlineData("en")]
    [InlineData("tr")]
    public async Task No_page_complains(string language) => AssertNothing(await visits.InAsync(language), PageCheck.Quiet);

    /// <summary>No report of the content security policy.</summary>
    [Theory]
    [InlineData("en")]
    [InlineData("tr")]
    public async Task No_page_breaks_its_policy(string language) => AssertNothing(await visits.InAsync(language), PageCheck.Policy);

    /// <summary>No layout shift of 0.02 or more while it loads.</summary>
    [Theory]
    [InlineData("en")]
    [InlineData("tr")]
    public async Task No_page_moves_while_it_loads(string language) => AssertNothing(await visits.InAsync(language), PageCheck.Still);

    /// <summary>axe-core finds no violation of any impact.</summary>
    [Theory]
    [MemberData(nameof(Themes))]
    public async Task No_page_shuts_a_reader_out(ColorScheme scheme, int width) =>
        AssertNothing(await visits.InAsync("en"), PageCheck.Accessible, finding => finding.Scheme == scheme && finding.Width == width);

    /// <summary>Whatever can have the focus looks different when it has it.</summary>
    [Fact]
    public async Task A_keyboard_sees_where_it_is_on_every_page() => AssertNothing(await visits.InAsync("en"), PageCheck.Keyboard);

    /// <summary>Every number that a page shows with scripts is in the answer of the server.</summary>
    [Fact]
    public async Task Every_number_is_there_without_scripts() => AssertNothing(await visits.InAsync("en"), PageCheck.Numbers);

    /// <summary>Without scripts every chart is a table that is seen, and nothing scrolls sideways.</summary>
    [Theory]
    [InlineData(PageVisits.Wide)]
    [InlineData(PageVisits.Narrow)]
    public async Task Every_page_reads_without_scripts(int width)
    {
        var findings = await visits.InAsync("en", scripts: false);

        AssertNothing(findings, PageCheck.Unscripted, finding => finding.Width == width);
        AssertNothing(findings, PageCheck.Quiet);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/records")]
    [InlineData("/budgets/edit")]
    public async Task The_tab_key_reaches_every_control_in_the_order_of_the_page(string address)
    {
        await using var context = await visits.OpenAsync(PageVisits.Wide, "en", scripts: true);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(site.Server.Http, address).ToString(), new() { WaitUntil = WaitUntilState.Load });
        var controls = await page.EvaluateAsync<int>("() => (window.__order = window.__focusables().filter(e => e.id !== 'main')).length");
        var reached = new List<int>();
        for (var press = 0; press < controls; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            reached.Add(await page.EvaluateAsync<int>("() => window.__order.indexOf(document.activeElement)"));
        }

        Assert.Equal(Enumerable.Range(0, controls), reached);
    }

    /// <summary>Every page was looked at, and nothing was found.</summary>
    private void AssertNothing(IReadOnlyList<PageFinding> findings, PageCheck check, Func<PageFinding, bool>? which = null)
    {
        var looked = findings.Where(finding => finding.Check == check && (which is null || which(finding))).ToList();
        var wrong = string.Join('\n', looked.SelectMany(finding => finding.Wrong.Select(what => $"{finding.Address}: {what}")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

        Assert.True(wrong.Length == 0, wrong);
        Assert.Equal(site.Pages.Addresses.Order(StringComparer.Ordinal), looked.Select(finding => finding.Address).Order(StringComparer.Ordinal));
    }
}
