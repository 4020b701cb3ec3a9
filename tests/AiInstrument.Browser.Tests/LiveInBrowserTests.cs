using AiInstrument.Dashboard.Live;
using AiInstrument.Dashboard.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace AiInstrument.Browser.Tests;

/// <summary>Pages that turn live, from the first call on.</summary>
public sealed class LiveInBrowserTests(Chromium chromium)
{
    private const string Live = ".live[data-state=live]";
    private const string Paused = ".live[data-state=paused]";

    [Fact]
    public async Task An_empty_dashboard_turns_into_the_overview_and_stays_up_to_date()
    {
        await using var context = await chromium.OpenAsync(1440, ColorScheme.Light);
        await using var server = await RunningServer.StartAsync();
        var page = await OpenAsync(context, server, out var complaints);

        await page.Locator(Live).WaitForAsync();
        Assert.Equal("Waiting for the first call", await page.Locator(".first-run h2").TextContentAsync());
        Assert.Contains("dotnet add package AiInstrument", await page.Locator(".first-run").InnerTextAsync(), StringComparison.Ordinal);
        await server.SendAsync([new TestSpan()]);
        await page.Locator(".cards").WaitForAsync();
        Assert.Equal("1", await page.Locator(".card-stat").Last.Locator(".facts a").First.TextContentAsync());

        // The figures change in their place, and whoever stands on one with the keyboard stays there.
        await page.Locator(Live).WaitForAsync();
        await page.Locator(".card-stat").Last.Locator(".facts a").First.FocusAsync();
        await server.SendAsync([new TestSpan(), new TestSpan()]);
        await page.Locator(".card-stat").Last.Locator(".facts a").First.GetByText("3", new() { Exact = true }).WaitForAsync();
        Assert.Equal("3", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task New_records_are_offered_and_nothing_moves_until_they_are_wanted()
    {
        await using var context = await chromium.OpenAsync(390, ColorScheme.Dark);
        await using var server = await RunningServer.StartAsync(new TestSpan());
        var page = await OpenAsync(context, server, out var complaints, "/records");
        var rows = page.Locator(".records tbody tr");
        var offer = page.Locator("[data-live-show]");
        var pause = page.Locator("[data-live-pause]");
        var pump = server.Server.Services.GetRequiredService<LivePump>();

        await page.Locator(Live).WaitForAsync();
        var top = (await page.Locator(".records").BoundingBoxAsync())!.Y;
        await server.SendAsync([new TestSpan(), new TestSpan { Feature = "made.up.today", Age = TimeSpan.Zero }]);
        await offer.GetByText("2 new records: show").WaitForAsync();
        Assert.Equal((1, top), (await rows.CountAsync(), (await page.Locator(".records").BoundingBoxAsync())!.Y));
        await offer.ClickAsync();
        await rows.Nth(2).WaitForAsync();
        Assert.Contains("made.up.today", await rows.First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("3", await page.Locator("#rows .count").TextContentAsync());
        Assert.False(await offer.IsVisibleAsync());

        // Nobody is told while it is paused; what was missed is there afterwards.
        await pause.ClickAsync();
        await page.Locator(Paused).WaitForAsync();
        await AssertStreamsAsync(pump, 0);
        await server.SendAsync([new TestSpan()]);
        await pause.ClickAsync();
        await offer.GetByText("1 new record: show").WaitForAsync();

        // A page that nobody looks at holds no connection.
        await page.EvaluateAsync("Object.defineProperty(document, 'hidden', { get: () => window.away, configurable: true }); window.away = true; document.dispatchEvent(new Event('visibilitychange'))");
        await page.Locator(Paused).WaitForAsync();
        await AssertStreamsAsync(pump, 0);
        await server.SendAsync([new TestSpan()]);
        await page.EvaluateAsync("window.away = false; document.dispatchEvent(new Event('visibilitychange'))");
        await offer.GetByText("2 new records: show").WaitForAsync();
        Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Without_scripts_nothing_pretends_to_be_live()
    {
        await using var context = await chromium.OpenAsync(390, ColorScheme.Light, scripts: false);
        await using var server = await RunningServer.StartAsync();
        var page = await OpenAsync(context, server, out _);

        Assert.False(await page.Locator(".live").IsVisibleAsync());
        await server.SendAsync([new TestSpan()]);
        await page.GetByRole(AriaRole.Link, new() { Name = "Check again" }).ClickAsync();
        await page.Locator(".cards").WaitForAsync();
        Assert.False(await page.Locator(".live").IsVisibleAsync());
    }

    private static Task<IPage> OpenAsync(IBrowserContext context, RunningServer server, out List<string> complaints, string address = "/")
    {
        var said = complaints = [];
        return OpenAsync();

        async Task<IPage> OpenAsync()
        {
            var cookies = new System.Net.CookieContainer();
            using var signedIn = await server.SignInAsync(cookies);
            var home = server.Server.Http;
            await context.AddCookiesAsync(cookies.GetCookies(home).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = home.ToString() }));
            var page = await context.NewPageAsync();
            page.PageError += (_, error) => said.Add(error);
            page.Console += (_, message) =>
            {
                if (message.Type is "error" or "warning")
                {
                    said.Add(message.Text);
                }
            };
            await page.GotoAsync(new Uri(home, address).ToString(), new() { WaitUntil = WaitUntilState.Load });
            return page;
        }
    }

    private static async Task AssertStreamsAsync(LivePump pump, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (pump.Count != count)
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
