using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace AiInstrument.Browser.Tests;

/// <summary>What a browser that has nothing yet loads for a page.</summary>
public sealed class FirstViewTests(PageVisits visits, DeskSite site) : IClassFixture<PageVisits>
{
    private const int Most = 300 * 1024;
    private const int BytesPerSecond = 10 * 1024;

    /// <summary>Everything that is transferred, headers too, as compressed as it is sent: the page, styles, scripts, fonts, pictures.</summary>
    [Theory]
    [InlineData("en", "/")]
    [InlineData("tr", "/")]
    [InlineData("en", "/records")]
    [InlineData("en", "/features")]
    [InlineData("en", "/coverage")]
    public async Task It_is_small(string language, string address)
    {
        await using var context = await visits.OpenAsync(PageVisits.Wide, language, scripts: true);
        var page = await context.NewPageAsync();
        var session = await context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        var sizes = new ConcurrentDictionary<string, double>(StringComparer.Ordinal);
        var names = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        session.Event("Network.requestWillBeSent").OnEvent += (_, sent) => names[sent!.Value.GetProperty("requestId").GetString()!] = sent.Value.GetProperty("request").GetProperty("url").GetString()!;
        session.Event("Network.loadingFinished").OnEvent += (_, loaded) => sizes[loaded!.Value.GetProperty("requestId").GetString()!] = loaded.Value.GetProperty("encodedDataLength").GetDouble();

        await page.GotoAsync(new Uri(site.Server.Http, address).ToString(), new() { WaitUntil = WaitUntilState.Load });
        await page.EvaluateAsync("() => document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))");

        var all = string.Join('\n', sizes.OrderByDescending(size => size.Value).Select(size => $"{size.Value} {names.GetValueOrDefault(size.Key)}"));
        Assert.Contains(".css", all, StringComparison.Ordinal);
        Assert.Contains(".woff2", all, StringComparison.Ordinal);
        Assert.True(await page.EvaluateAsync<bool>("() => [...document.fonts].every(face => face.status === 'loaded')"), "A file of the typeface is loaded ahead and not used.");
        Assert.True(sizes.Values.Sum() <= Most, all);
    }

    /// <summary>A typeface that comes after the text was painted waits for the next page: text that changes its width under the reader moves everything below it.</summary>
    [Theory]
    [InlineData("en", "/")]
    [InlineData("tr", "/forecast")]
    public async Task A_late_typeface_moves_nothing(string language, string address)
    {
        await using var context = await visits.OpenAsync(PageVisits.Narrow, language, scripts: true);
        var page = await context.NewPageAsync();
        var painted = new TaskCompletionSource();
        var held = 0;
        await page.RouteAsync("**/*.woff2*", async route =>
        {
            Interlocked.Increment(ref held);
            await painted.Task;
            await route.ContinueAsync();
        });

        await page.GotoAsync(new Uri(site.Server.Http, address).ToString(), new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await page.WaitForFunctionAsync("() => performance.getEntriesByName('first-contentful-paint').length > 0");
        painted.SetResult();
        await page.WaitForLoadStateAsync(LoadState.Load);
        await page.EvaluateAsync("() => document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))");

        Assert.NotEqual(0, held);
        Assert.Equal(0, await page.EvaluateAsync<double>("() => window.__notes.shift"));
    }

    /// <summary>A page that comes bit by bit is painted when it is there: columns that grow with every row would move what is beside them.</summary>
    [Theory]
    [InlineData("/audit?actor=admin")]
    [InlineData("/records")]
    public async Task A_slow_connection_moves_nothing(string address)
    {
        await using var context = await visits.OpenAsync(PageVisits.Wide, "en", scripts: true);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(site.Server.Http, "/account").ToString(), new() { WaitUntil = WaitUntilState.Load });
        var session = await context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 20, ["downloadThroughput"] = BytesPerSecond, ["uploadThroughput"] = BytesPerSecond });

        await page.GotoAsync(new Uri(site.Server.Http, address).ToString(), new() { WaitUntil = WaitUntilState.Load });
        await page.EvaluateAsync("() => document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))");

        Assert.Equal(0, await page.EvaluateAsync<double>("() => window.__notes.shift"));
    }
}
