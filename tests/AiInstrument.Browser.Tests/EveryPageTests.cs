using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Playwright;

namespace AiInstrument.Browser.Tests;

/// <summary>Every page of the dashboard over the sample application's data, in both languages and themes, wide and narrow.</summary>
public sealed class EveryPageTests(Chromium chromium, DeskSite site)
{
    private const int Readers = 3;
    private const double MostLayoutShift = 0.1;

    private static readonly string s_probe = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "PageProbe.js"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_that_is_mapped_is_reached_by_a_link()
    {
        await site.ReadyAsync();

        Assert.Empty(site.Pages.Unreachable);
        Assert.True(site.Pages.Addresses.Count > 40);
    }

    [Theory]
    [InlineData("en", 1440)]
    [InlineData("en", 390)]
    [InlineData("tr", 1440)]
    [InlineData("tr", 390)]
    public async Task Every_page_is_whole_in_light_and_dark(string language, int width)
    {
        var complaints = await OnEveryPageAsync(width, language, scripts: true, async (page, address) =>
        {
            var wrong = new List<string>();
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
                wrong.AddRange((await page.EvaluateAsync<string[]>("() => window.__look()")).Select(what => $"{scheme}: {what}"));
            }

            wrong.AddRange(await page.EvaluateAsync<string[]>("() => window.__notes.policy"));
            if (await page.EvaluateAsync<double>("() => window.__notes.shift") is > MostLayoutShift and var shift)
            {
                var shifts = await page.EvaluateAsync<string[]>("() => window.__notes.shifts");
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"layout shift {shift:0.000}: {string.Join(" | ", shifts)}"));
            }

            return wrong;
        });

        Assert.True(complaints.Length == 0, complaints);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_page_shuts_a_reader_out(ColorScheme scheme)
    {
        var checker = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "axe.min.js"), Cancellation);
        var complaints = await OnEveryPageAsync(scheme == ColorScheme.Light ? 1440 : 390, "en", scripts: true, async (page, address) =>
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await page.EvaluateAsync(checker);
            return await page.EvaluateAsync<string[]>(
                "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(v => v.impact + ': ' + v.help + ' ' + v.nodes.slice(0, 2).map(n => n.html.slice(0, 200)).join(' '))");
        });

        Assert.True(complaints.Length == 0, complaints);
    }

    [Fact]
    public async Task A_keyboard_sees_where_it_is_on_every_page()
    {
        var complaints = await OnEveryPageAsync(1440, "en", scripts: true, async (page, address) => await page.EvaluateAsync<string[]>("() => window.__unmarked()"));

        Assert.True(complaints.Length == 0, complaints);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/records")]
    [InlineData("/budgets/edit")]
    public async Task The_tab_key_reaches_every_control_in_the_order_of_the_page(string address)
    {
        await site.ReadyAsync();
        await using var context = await OpenAsync(1440, "en", scripts: true);
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

    [Fact]
    public async Task Every_number_is_there_without_scripts()
    {
        // What a script writes beyond the answer must be no number; and what is closed or hidden without it is still in the page.
        var complaints = await OnEveryPageAsync(1440, "en", scripts: true, async (page, address) =>
        {
            var drawn = await page.EvaluateAsync<string[]>(NumbersOf("document"));
            var sent = await page.EvaluateAsync<string[]>(NumbersOf("new DOMParser().parseFromString(html, 'text/html')"), await site.Admin.GetStringAsync(address.StartsWith("/error", StringComparison.Ordinal) ? "/signin" : address, Cancellation));
            return address.StartsWith("/error", StringComparison.Ordinal) ? [] : drawn.Except(sent, StringComparer.Ordinal).Select(number => "only with scripts: " + number);
        });

        Assert.True(complaints.Length == 0, complaints);
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Every_page_reads_without_scripts(int width)
    {
        var complaints = await OnEveryPageAsync(width, "en", scripts: false, async (page, address) =>
        {
            var wrong = new List<string>();
            foreach (var plot in await page.Locator(".plot").AllAsync())
            {
                if (!await plot.Locator(".plot-data table").IsVisibleAsync())
                {
                    wrong.Add("a chart has no table");
                }
            }

            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") > width)
            {
                wrong.Add("scrolls sideways");
            }

            return wrong;
        });

        Assert.True(complaints.Length == 0, complaints);
    }

    private static string NumbersOf(string document) => $$"""
        html => {
          const page = {{document}};
          page.querySelectorAll("script, .plot-drawing, time").forEach(element => element.remove());
          return [...new Set(page.body.textContent.match(/\d[\d.,]*/g) ?? [])];
        }
        """;

    /// <summary>Opens every page and gathers what is wrong, one line each.</summary>
    private async Task<string> OnEveryPageAsync(int width, string language, bool scripts, Func<IPage, string, Task<IEnumerable<string>>> look)
    {
        await site.ReadyAsync();
        var addresses = new ConcurrentQueue<string>(site.Pages.Addresses);
        var complaints = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(async _ =>
        {
            await using var context = await OpenAsync(width, language, scripts);
            var page = await context.NewPageAsync();
            var address = "";
            page.Console += (_, message) =>
            {
                // The browser says so of the answer to an address that is wrong on purpose.
                if (message.Type is "error" or "warning" && !(address.StartsWith("/error/", StringComparison.Ordinal) && message.Text.Contains("404", StringComparison.Ordinal)))
                {
                    complaints.Add($"{address}: console: {message.Text}");
                }
            };
            page.PageError += (_, error) => complaints.Add($"{address}: script: {error}");
            page.RequestFailed += (_, request) => complaints.Add($"{address}: failed: {request.Url} {request.Failure}");
            page.Dialog += (_, dialog) => complaints.Add($"{address}: dialog: {dialog.Message}");
            while (addresses.TryDequeue(out var next))
            {
                address = next;
                await page.GotoAsync(new Uri(site.Server.Http, next).ToString(), new() { WaitUntil = WaitUntilState.Load });
                foreach (var complaint in await look(page, next))
                {
                    complaints.Add($"{next}: {complaint}");
                }
            }
        }));

        return string.Join('\n', complaints.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    private async Task<IBrowserContext> OpenAsync(int width, string language, bool scripts)
    {
        var context = await chromium.OpenAsync(width, ColorScheme.Light, scripts);
        var address = site.Server.Http.ToString();
        await context.AddCookiesAsync(site.Cookies.GetCookies(site.Server.Http).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = address })
            .Append(new Cookie { Name = "aiinstrument.language", Value = language, Url = address }));
        await context.AddInitScriptAsync(s_probe);
        return context;
    }
}
