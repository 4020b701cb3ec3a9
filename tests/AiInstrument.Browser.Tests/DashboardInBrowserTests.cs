using System.Globalization;
using AiInstrument.Dashboard.Tests.Support;
using Microsoft.Playwright;

namespace AiInstrument.Browser.Tests;

public sealed class DashboardInBrowserTests(Chromium chromium, ServedUsage usage)
{
    [Fact]
    public async Task An_admin_signs_in_with_a_token_and_out_again()
    {
        await using var context = await chromium.OpenAsync(390, ColorScheme.Light);
        var page = await context.NewPageAsync();

        await GoAsync(page, "/models?period=7d");
        await page.GetByLabel("Admin token").FillAsync(RunningServer.AdminToken);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync("**/models?period=7d");
        Assert.Equal("Models", await page.Locator("h1").TextContentAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForURLAsync("**/signin");
    }

    [Fact]
    public async Task The_headline_is_the_sum_that_the_api_tells()
    {
        await using var context = await chromium.OpenAsync(1440, ColorScheme.Light);
        var page = await context.NewPageAsync();
        await SignInAsync(page);

        var totals = (await usage.Server.GetJsonAsync("/api/ai-usage/stats?period=30d"))["totals"]!;
        var card = page.Locator(".card-stat.is-current");

        Assert.Equal(((long)totals["costNanoUsd"]!).ToString(CultureInfo.InvariantCulture), await card.Locator(".headline data").GetAttributeAsync("value"));
        Assert.Equal(((long)totals["calls"]!).ToString(CultureInfo.InvariantCulture), await card.Locator(".facts div:first-child a").TextContentAsync());
        await card.Locator(".headline a.figure").ClickAsync();
        Assert.Equal(((long)totals["costNanoUsd"]!).ToString(CultureInfo.InvariantCulture), await page.Locator(".total-main data").GetAttributeAsync("value"));
    }

    [Fact]
    public async Task A_row_leads_to_its_own_page_and_to_its_records()
    {
        await using var context = await chromium.OpenAsync(1440, ColorScheme.Light);
        var page = await context.NewPageAsync();
        await SignInAsync(page);
        await GoAsync(page, "/models");

        var row = page.Locator("tbody tr", new() { HasText = "gpt-4o-mini" }).Last;
        var calls = await row.Locator("td a.figure").Nth(1).TextContentAsync();
        await row.Locator("th a").ClickAsync();
        Assert.Equal("gpt-4o-mini", await page.Locator("h1").TextContentAsync());
        var figure = page.Locator("dl.totals dd a.figure").Filter(new() { HasText = calls! }).First;
        await figure.ClickAsync();
        Assert.Equal(calls, await page.Locator("#rows .count").TextContentAsync());
    }

    [Fact]
    public async Task A_record_leads_to_its_trace_whose_rows_are_reached_by_keyboard_without_scripts()
    {
        await using var context = await chromium.OpenAsync(390, ColorScheme.Light, scripts: false);
        var page = await context.NewPageAsync();
        await SignInAsync(page);
        await GoAsync(page, "/records?feature=ticket.agent&period=1d");
        await page.GetByRole(AriaRole.Link, new() { Name = "Trace", Exact = true }).First.ClickAsync();
        await page.WaitForURLAsync("**/traces/" + SampleUsage.AgentTrace);

        var links = page.Locator(".tree tbody th a");
        await links.Nth(1).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/records/*");
        Assert.Contains(SampleUsage.AgentTrace, await page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bar_stands_where_its_call_ran()
    {
        await using var context = await chromium.OpenAsync(1440, ColorScheme.Light, scripts: false);
        var page = await context.NewPageAsync();
        await SignInAsync(page);
        await GoAsync(page, "/traces/" + SampleUsage.AgentTrace);

        var root = (await page.Locator(".tree tbody tr").Nth(0).Locator(".time-bar rect").Nth(1).BoundingBoxAsync())!;
        var retry = (await page.Locator(".tree tbody tr").Nth(3).Locator(".time-bar rect").Nth(1).BoundingBoxAsync())!;

        // From 3.1 s to 4.5 s of 9 s.
        Assert.Equal(3.1 / 9, (retry.X - root.X) / root.Width, tolerance: 0.01);
        Assert.Equal(1.4 / 9, retry.Width / root.Width, tolerance: 0.01);
    }

    [Fact]
    public async Task The_theme_switch_outlives_the_page()
    {
        await using var context = await chromium.OpenAsync(1440, ColorScheme.Light);
        var page = await context.NewPageAsync();
        await SignInAsync(page);
        var light = await BackgroundAsync(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await page.Locator("html[data-theme=dark]").WaitForAsync();
        var dark = await BackgroundAsync(page);
        await GoAsync(page, "/coverage");

        Assert.NotEqual(light, dark);
        Assert.Equal(dark, await BackgroundAsync(page));
    }

    [Fact]
    public async Task The_language_switch_outlives_the_page()
    {
        await using var context = await chromium.OpenAsync(1440, ColorScheme.Light);
        var page = await context.NewPageAsync();
        await SignInAsync(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "TR" }).ClickAsync();
        await page.Locator("html[lang=tr]").WaitForAsync();
        await GoAsync(page, "/features");

        Assert.Equal("Özellikler", await page.Locator("h1").TextContentAsync());
    }

    [Fact]
    public async Task A_keyboard_reaches_the_content_first()
    {
        await using var context = await chromium.OpenAsync(1440, ColorScheme.Light);
        var page = await context.NewPageAsync();
        await SignInAsync(page);

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Fact]
    public async Task Charts_read_as_tables_without_scripts()
    {
        await using var context = await chromium.OpenAsync(1440, ColorScheme.Light, scripts: false);
        var page = await context.NewPageAsync();
        await SignInAsync(page);

        // Over time, peak hours and the flow; the last two are drawn without scripts too.
        var tables = page.Locator(".plot-data table");
        Assert.Equal(3, await tables.CountAsync());
        for (var table = 0; table < 3; table++)
        {
            Assert.True(await tables.Nth(table).IsVisibleAsync());
        }

        Assert.True(await page.Locator(".heat").IsVisibleAsync());
        Assert.True(await page.Locator("svg.flow .flow-label a").First.IsVisibleAsync());
        Assert.False(await page.Locator(".plot-canvas").IsVisibleAsync());
    }

    /// <summary>Takes over a session that exists: sign-ins are counted.</summary>
    private async Task SignInAsync(IPage page)
    {
        var address = usage.Server.Server.Http;
        await page.Context.AddCookiesAsync(usage.Cookies.GetCookies(address).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = address.ToString() }));
        await GoAsync(page, "/");
    }

    private async Task GoAsync(IPage page, string address) =>
        await page.GotoAsync(new Uri(usage.Server.Server.Http, address).ToString(), new() { WaitUntil = WaitUntilState.Load });

    private static Task<string> BackgroundAsync(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
