using System.Diagnostics;
using AiInstrument.EndToEnd.Tests;
using Microsoft.Playwright;

namespace AiInstrument.Screenshots;

/// <summary>Takes pictures of pages.</summary>
internal static class Camera
{
    private const int Width = 1440;
    private const int Height = 900;
    private const int MostHeight = 1800;

    // Those whose dark look says something that the light one does not.
    private static readonly string[] s_dark = ["overview", "trace", "record", "coverage"];

    /// <summary>Takes a picture of every page.</summary>
    /// <returns>The files.</returns>
    public static async Task<IReadOnlyList<string>> TakeAsync(PictureSite site, string folder, string only)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } path ? path : "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = Width, Height = Height }, Locale = "en-US", ReducedMotion = ReducedMotion.Reduce });
        var origin = site.Address.ToString();
        await context.AddCookiesAsync(site.Cookies.GetCookies(site.Address).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = origin }));
        var page = await context.NewPageAsync();
        var files = new List<string>();
        foreach (var (name, address) in Pictures(site).Where(picture => picture.Name.Contains(only, StringComparison.Ordinal)))
        {
            foreach (var scheme in (ColorScheme[])(s_dark.Contains(name) ? [ColorScheme.Light, ColorScheme.Dark] : [ColorScheme.Light]))
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                await page.SetViewportSizeAsync(Width, Height);
                await page.GotoAsync(new Uri(site.Address, address).ToString(), new() { WaitUntil = WaitUntilState.Load });
                var height = Math.Clamp(await page.EvaluateAsync<int>("document.documentElement.scrollHeight"), Height, MostHeight);
                await page.SetViewportSizeAsync(Width, height);

                // Charts draw once more when their room has changed.
                await page.EvaluateAsync("() => document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))");
                var file = Path.Combine(folder, name + (scheme == ColorScheme.Dark ? "-dark" : "") + ".png");
                await page.ScreenshotAsync(new() { Path = file });
                files.Add(file);
            }
        }

        return files;
    }

    /// <summary>Makes the files small, with what npm restored for the dashboard.</summary>
    public static async Task ShrinkAsync(IReadOnlyList<string> files)
    {
        var npm = Path.Combine(BuildFacts.Repository, "dashboard", "AiInstrument.Dashboard", "obj", "npm");
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(BuildFacts.Repository, "tools", "AiInstrument.Screenshots", "shrink.mjs"), npm, .. files]))!;
        await node.WaitForExitAsync();
        if (node.ExitCode != 0)
        {
            throw new InvalidOperationException($"shrink.mjs ended with {node.ExitCode}.");
        }
    }

    // A file is named for its page; explorers and pages of names are for their address.
    private static IEnumerable<(string Name, string Address)> Pictures(PictureSite site) => site.Pages.ByPage
        .Where(page => page.Key != "/Error")
        .SelectMany(page => page.Key == "/Explorer"
            ? page.Value.Select(address => (address.Split('?')[0].Trim('/'), address))
            : [(page.Key == "/Index" ? "overview" : Kebab(page.Key.Trim('/')), page.Value[0])])
        .OrderBy(picture => picture.Item1, StringComparer.Ordinal);

    private static string Kebab(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
