using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Playwright;

namespace AiInstrument.Browser.Tests;

/// <summary>
/// Opens every page once in each language, and once without scripts, and looks at everything while it is open: a page takes longer to load than to look at. Every second page is loaded
/// narrow and widened, the others the other way round; in the other language it is the reverse, so that each page is loaded at both widths.
/// </summary>
public sealed class PageVisits(Chromium chromium, DeskSite site)
{
    /// <summary>The width of a desk.</summary>
    public const int Wide = 1440;

    /// <summary>The width of a phone.</summary>
    public const int Narrow = 390;

    private const int Readers = 2;
    private const double MostLayoutShift = 0.02;

    private static readonly string s_probe = Read("PageProbe.js");
    private static readonly string s_checker = Read("axe.min.js");

    private readonly ConcurrentDictionary<(string Language, bool Scripts), Lazy<Task<IReadOnlyList<PageFinding>>>> _visits = [];

    /// <summary>What was found on all pages.</summary>
    /// <param name="language">Their language.</param>
    /// <param name="scripts">Whether scripts run.</param>
    public Task<IReadOnlyList<PageFinding>> InAsync(string language, bool scripts = true) =>
        _visits.GetOrAdd((language, scripts), key => new(() => VisitAsync(key.Language, key.Scripts))).Value;

    /// <summary>A browser profile in which the admin is signed in.</summary>
    public async Task<IBrowserContext> OpenAsync(int width, string language, bool scripts)
    {
        await site.ReadyAsync();
        var context = await chromium.OpenAsync(width, ColorScheme.Light, scripts);
        var address = site.Server.Http.ToString();
        await context.AddCookiesAsync(site.Cookies.GetCookies(site.Server.Http).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = address })
            .Append(new Cookie { Name = "aiinstrument.language", Value = language, Url = address }));
        await context.AddInitScriptAsync(s_probe);
        return context;
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file));

    private static string NumbersOf(string document) => $$"""
        html => {
          const page = {{document}};
          page.querySelectorAll("script, .plot-drawing, time").forEach(element => element.remove());
          return [...new Set(page.body.textContent.match(/\d[\d.,]*/g) ?? [])];
        }
        """;

    private async Task<IReadOnlyList<PageFinding>> VisitAsync(string language, bool scripts)
    {
        await site.ReadyAsync();
        var waiting = new ConcurrentQueue<(string Address, int Index)>(site.Pages.Addresses.Select((address, index) => (address, index)));
        var findings = new ConcurrentBag<PageFinding>();
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(async _ =>
        {
            await using var context = await OpenAsync(Wide, language, scripts);
            var page = await context.NewPageAsync();
            var (address, noise) = ("", new ConcurrentQueue<string>());
            page.Console += (_, message) =>
            {
                // The browser says so of the answer to an address that is wrong on purpose.
                if (message.Type is "error" or "warning" && !(address.StartsWith("/error/", StringComparison.Ordinal) && message.Text.Contains("404", StringComparison.Ordinal)))
                {
                    noise.Enqueue($"console: {message.Text}");
                }
            };
            page.PageError += (_, error) => noise.Enqueue($"script: {error}");
            page.RequestFailed += (_, request) => noise.Enqueue($"failed: {request.Url} {request.Failure}");
            page.Dialog += (_, dialog) => noise.Enqueue($"dialog: {dialog.Message}");
            while (waiting.TryDequeue(out var next))
            {
                address = next.Address;
                var narrowFirst = (next.Index % 2 == 0) == (language == "en");
                int[] widths = narrowFirst ? [Narrow, Wide] : [Wide, Narrow];
                await page.SetViewportSizeAsync(widths[0], Chromium.Height);
                var response = await page.GotoAsync(new Uri(site.Server.Http, address).ToString(), new() { WaitUntil = WaitUntilState.Load });
                var look = scripts ? LookAsync(page, response!, widths, language == "en") : LookWithoutScriptsAsync(page, widths);
                foreach (var (check, width, scheme, wrong) in await look)
                {
                    findings.Add(new PageFinding(address, check, width, scheme, wrong));
                }

                findings.Add(new PageFinding(address, PageCheck.Quiet, widths[0], ColorScheme.Light, [.. noise]));
                noise.Clear();
            }
        }));

        return [.. findings];
    }

    private static async Task<List<(PageCheck Check, int Width, ColorScheme Scheme, IReadOnlyList<string> Wrong)>> LookAsync(IPage page, IResponse response, int[] widths, bool thoroughly)
    {
        var found = new List<(PageCheck, int, ColorScheme, IReadOnlyList<string>)>();
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        await FramesAsync(page);
        found.Add((PageCheck.Still, widths[0], ColorScheme.Light, await ShiftsAsync(page)));
        foreach (var width in widths)
        {
            if (width != widths[0])
            {
                await page.SetViewportSizeAsync(width, Chromium.Height);
            }

            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                await FramesAsync(page);
                found.Add((PageCheck.Whole, width, scheme, await page.EvaluateAsync<string[]>("() => window.__look()")));

                // Light as on a desk, dark as on a phone: each theme and each width once.
                if (thoroughly && (scheme == ColorScheme.Light) == (width == Wide))
                {
                    await page.EvaluateAsync(s_checker);
                    found.Add((PageCheck.Accessible, width, scheme, await page.EvaluateAsync<string[]>(
                        "() => window.__check()")));
                }
            }

            if (thoroughly && width == Wide)
            {
                found.Add((PageCheck.Keyboard, width, ColorScheme.Dark, await page.EvaluateAsync<string[]>("() => window.__unmarked()")));
            }
        }

        if (thoroughly)
        {
            // What a script writes beyond the answer must be no number; and what is closed or hidden without it is still in the page. Last, because it takes the page apart.
            var sent = await page.EvaluateAsync<string[]>(NumbersOf("new DOMParser().parseFromString(html, 'text/html')"), await response.TextAsync());
            var drawn = await page.EvaluateAsync<string[]>(NumbersOf("document"));
            found.Add((PageCheck.Numbers, widths[^1], ColorScheme.Dark, [.. drawn.Except(sent, StringComparer.Ordinal).Select(number => "only with scripts: " + number)]));
        }

        found.Add((PageCheck.Policy, widths[^1], ColorScheme.Dark, await page.EvaluateAsync<string[]>("() => window.__notes.policy")));
        return found;
    }

    private static async Task<List<(PageCheck Check, int Width, ColorScheme Scheme, IReadOnlyList<string> Wrong)>> LookWithoutScriptsAsync(IPage page, int[] widths)
    {
        var found = new List<(PageCheck, int, ColorScheme, IReadOnlyList<string>)>();
        foreach (var width in widths)
        {
            await page.SetViewportSizeAsync(width, Chromium.Height);
            found.Add((PageCheck.Unscripted, width, ColorScheme.Light, await page.EvaluateAsync<string[]>(
                """
                () => [
                  ...[...document.querySelectorAll(".plot")].filter(plot => !plot.querySelector(".plot-data table")?.getClientRects().length).map(() => "a chart has no table"),
                  ...(document.documentElement.scrollWidth > document.documentElement.clientWidth ? ["scrolls sideways"] : []),
                ]
                """)));
        }

        return found;
    }

    private static Task FramesAsync(IPage page) => page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");

    private static async Task<IReadOnlyList<string>> ShiftsAsync(IPage page)
    {
        if (await page.EvaluateAsync<double>("() => window.__notes.shift") is not (> MostLayoutShift and var shift))
        {
            return [];
        }

        var moved = string.Join(" | ", await page.EvaluateAsync<string[]>("() => window.__notes.shifts"));
        return [string.Create(CultureInfo.InvariantCulture, $"layout shift {shift:0.000}: {moved}")];
    }
}
