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
    public async Task Charts_and_lists_change_in_their_place()
    {
        await using var context = await chromium.OpenAsync(1440, ColorScheme.Light);
        await using var server = await RunningServer.StartAsync([.. Enumerable.Range(0, 4).Select(day => new TestSpan { Age = TimeSpan.FromDays(day) + TimeSpan.FromMinutes(5) })]);
        var page = await OpenAsync(context, server, out var complaints, "/?period=7d");

        // The reader has opened a table, scrolled to it and stands on a link below the chart.
        await page.Locator(Live).WaitForAsync();
        await page.Locator(".plot-drawing canvas").WaitForAsync();
        await page.Locator("figure.plot summary").ClickAsync();
        await page.Locator("figure.plot .series-name").First.FocusAsync();
        await page.EvaluateAsync("""
            () => {
              window.known = ["figure.plot canvas", "figure.plot .series-name", ".heat-cell", ".flow-label a", ".breakdown tbody tr", ".performance tbody tr"].map(one => document.querySelector(one));
              window.drawn = known[0].toDataURL();
              window.shifted = [];
              const moved = source => source.previousRect.y !== source.currentRect.y;
              new PerformanceObserver(list => list.getEntries().flatMap(entry => [...entry.sources]).filter(moved).forEach(source => window.shifted.push(source.node?.parentElement?.outerHTML)))
                .observe({ type: "layout-shift" });
              scrollTo(0, 300);
            }
            """);
        var calls = page.Locator(".breakdown td a").First;
        var busiest = page.Locator(".heat-foot").First;
        var (callsBefore, busiestBefore) = (await calls.TextContentAsync(), await busiest.TextContentAsync());
        await server.SendAsync([new TestSpan(), new TestSpan { Input = 900_000 }]);

        await calls.GetByText("6", new() { Exact = true }).WaitForAsync();
        Assert.Equal("4", callsBefore);
        Assert.NotEqual(busiestBefore, await busiest.TextContentAsync());
        Assert.Equal("6", await page.Locator(".performance td a").First.TextContentAsync());
        await page.WaitForFunctionAsync("window.drawn !== window.known[0].toDataURL()");
        Assert.True(await page.EvaluateAsync<bool>("window.known.every(one => one.isConnected)"), "what was looked at is another element now");
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement === window.known[1] && document.querySelector('figure.plot details').open && scrollY === 300"), "focus, opened table or place was lost");
        // Within a line, words make room for longer figures; nothing goes up or down.
        Assert.Equal("", await page.EvaluateAsync<string>("window.shifted.join(String.fromCharCode(10))"));

        // However much arrives, the page is made again once in five seconds at most.
        for (var more = 0; more < 4; more++)
        {
            await server.SendAsync([new TestSpan()]);
        }

        await calls.GetByText("10", new() { Exact = true }).WaitForAsync();
        var times = await page.EvaluateAsync<double[]>("performance.getEntriesByType('resource').filter(entry => entry.initiatorType === 'fetch').map(entry => entry.startTime)");
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First > 4_900, string.Join(' ', times)));

        // The table of an explorer too: a new name takes its place in it.
        await page.GotoAsync(new Uri(server.Server.Http, "/features?period=7d&sort=name").ToString(), new() { WaitUntil = WaitUntilState.Load });
        await page.Locator(Live).WaitForAsync();
        await page.Locator("input[name=search]").FillAsync("half typed");
        await server.SendAsync([new TestSpan { Feature = "a.new.one" }]);
        await page.Locator(".explorer tbody tr").First.GetByText("a.new.one").WaitForAsync();
        Assert.Equal(("half typed", "11"), (await page.Locator("input[name=search]").InputValueAsync(), await page.Locator(".totals .figure data").Nth(1).TextContentAsync()));
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData("pointer")]
    [InlineData("focus")]
    [InlineData("selection")]
    public async Task Rows_neither_come_nor_move_while_somebody_reads_their_table(string reading)
    {
        await using var context = await chromium.OpenAsync(1440, ColorScheme.Light);
        await using var server = await RunningServer.StartAsync(new TestSpan { Feature = "b.first", Input = 9_000 }, new TestSpan { Feature = "c.second" });
        var page = await OpenAsync(context, server, out var complaints, "/features?period=7d");
        await page.Locator(Live).WaitForAsync();
        var names = page.Locator(".explorer tbody th .name");
        Assert.Equal(["b.first", "c.second"], await names.AllTextContentsAsync());
        await (reading switch
        {
            "pointer" => page.Locator(".explorer tbody tr").Nth(1).HoverAsync(),
            "focus" => page.Locator(".explorer tbody th a").Nth(1).FocusAsync(),
            _ => page.EvaluateAsync("() => getSelection().selectAllChildren(document.querySelector('.explorer tbody th'))"),
        });

        // A new name, and one that now costs the most: their figures are there, their rows wait.
        await server.SendAsync([new TestSpan { Feature = "a.new" }, new TestSpan { Feature = "c.second", Input = 900_000 }]);
        await page.Locator(".live[data-state=held]").WaitForAsync();
        Assert.Equal(["b.first", "c.second"], await names.AllTextContentsAsync());
        Assert.Equal("2", await page.Locator(".explorer tbody tr").Nth(1).Locator("td a.figure").Nth(1).TextContentAsync());
        Assert.Equal("4", await page.Locator(".totals .figure data").Nth(1).TextContentAsync());
        Assert.Equal("Live, rows wait", await page.Locator("[data-live-state]").TextContentAsync());

        await (reading switch
        {
            "pointer" => page.Mouse.MoveAsync(2, 2),
            "focus" => page.EvaluateAsync("() => document.activeElement.blur()"),
            _ => page.EvaluateAsync("() => getSelection().removeAllRanges()"),
        });
        await page.Locator(Live).WaitForAsync();
        Assert.Equal(["c.second", "b.first", "a.new"], await names.AllTextContentsAsync());
        Assert.Equal(1, await page.Locator(".explorer tbody tr[data-changed]").CountAsync());
        Assert.Equal("none", await page.Locator(".explorer tbody tr[data-changed]").EvaluateAsync<string>("row => getComputedStyle(row).animationName"));
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
