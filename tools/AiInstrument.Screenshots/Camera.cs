using System.Globalization;
using System.Net;
using Microsoft.Playwright;

namespace AiInstrument.Screenshots;

/// <summary>Takes pictures of pages.</summary>
internal sealed class Camera(PictureSite site, string folder)
{
    private const int Height = 900;
    private const int MostHeight = 1600;
    private const int MostKilobytes = 150;

    // Text keeps sharp edges, and a page of 1,440 pixels stays far below the bound.
    private const int Quality = 70;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>Takes the pictures, one after another.</summary>
    /// <returns>How many files, and their bytes.</returns>
    /// <exception cref="PictureException">A page is missing, broken, not ready in time, or its picture too large.</exception>
    public async Task<(int Count, long Bytes)> TakeAsync(IReadOnlyList<Picture> pictures)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } path ? path : "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--force-color-profile=srgb", "--hide-scrollbars"],
        });
        var (count, bytes) = (0, 0L);
        foreach (var group in pictures.GroupBy(picture => picture.Reader))
        {
            var reader = site.Of(group.Key);
            await using var context = await browser.NewContextAsync(new() { Locale = "en-US", TimezoneId = "UTC", ReducedMotion = ReducedMotion.Reduce });
            context.SetDefaultTimeout((float)s_patience.TotalMilliseconds);
            await context.AddCookiesAsync(reader.Cookies.GetCookies(reader.Address).Select(cookie => new Microsoft.Playwright.Cookie { Name = cookie.Name, Value = cookie.Value, Url = reader.Address.ToString() }));
            var page = await context.NewPageAsync();
            var session = await context.NewCDPSessionAsync(page);
            foreach (var picture in group)
            {
                foreach (var (scheme, file) in picture.Files.Zip([ColorScheme.Light, ColorScheme.Dark], (file, scheme) => (scheme, file)))
                {
                    var taken = await TakeAsync(page, session, reader.Address, picture, scheme);
                    await File.WriteAllBytesAsync(Path.Combine(folder, file), taken);
                    Console.WriteLine($"{file} {taken.Length / 1024} KiB");
                    if (taken.Length > MostKilobytes * 1024)
                    {
                        throw new PictureException($"{file} has {taken.Length / 1024} KiB, more than {MostKilobytes}.");
                    }

                    (count, bytes) = (count + 1, bytes + taken.Length);
                }
            }
        }

        return (count, bytes);
    }

    private async Task<byte[]> TakeAsync(IPage page, ICDPSession session, Uri server, Picture picture, ColorScheme scheme)
    {
        try
        {
            return await TakeAsync(page, session, server, picture, scheme, picture.Address.Replace(PictureList.KeptRecord, site.KeptRecord.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)).WaitAsync(s_patience * 2);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            throw new PictureException($"'{picture.Name}' ({page.Url}) cannot be taken: {e.Message}", e);
        }
    }

    private static async Task<byte[]> TakeAsync(IPage page, ICDPSession session, Uri server, Picture picture, ColorScheme scheme, string address)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await page.SetViewportSizeAsync(picture.Width, Height);
        await GoAsync(page, server, picture, address);
        if (picture.Link is { } start)
        {
            var link = await page.Locator($"main a[href^='{start}']").First.GetAttributeAsync("href");
            await GoAsync(page, server, picture, link!);
        }

        if (picture.Words is { } words)
        {
            await page.Locator("main form input[name=words]").FillAsync(words);
            await page.Keyboard.PressAsync("Enter");
            await page.Locator("main table.ledger").WaitForAsync();
        }

        var height = Math.Clamp(await page.EvaluateAsync<int>("document.documentElement.scrollHeight"), Height, MostHeight);
        await page.SetViewportSizeAsync(picture.Width, height);
        await WaitUntilStillAsync(page);

        // The blinking caret of a field that has the focus would be there or not.
        await page.EvaluateAsync("() => document.activeElement?.blur()");

        // The browser's own encoder: Playwright's pictures are PNG or JPEG, which are larger or blur text.
        var answer = await session.SendAsync("Page.captureScreenshot", new Dictionary<string, object>(StringComparer.Ordinal) { ["format"] = "webp", ["quality"] = Quality });
        return Convert.FromBase64String(answer!.Value.GetProperty("data").GetString()!);
    }

    private static async Task GoAsync(IPage page, Uri server, Picture picture, string address)
    {
        var response = await page.GotoAsync(new Uri(server, address).ToString(), new() { WaitUntil = WaitUntilState.Load });
        var expected = picture.Page == "/Error" ? HttpStatusCode.NotFound : HttpStatusCode.OK;
        if (response?.Status != (int)expected || new Uri(page.Url).AbsolutePath != new Uri(server, address).AbsolutePath)
        {
            throw new PictureException($"'{picture.Name}' ({address}) was answered with {response?.Status} by {page.Url}.");
        }

        await WaitUntilStillAsync(page);
        if (!await IsInTypefaceAsync(page))
        {
            // A page that is painted before its font is there keeps another one: the next load finds it in the cache.
            await page.ReloadAsync(new() { WaitUntil = WaitUntilState.Load });
            await WaitUntilStillAsync(page);
        }

        if (!await IsInTypefaceAsync(page))
        {
            throw new PictureException($"'{picture.Name}' ({address}) is not in the dashboard's typeface.");
        }
    }

    // Words are as wide in the page's typeface, whatever stands behind it, when that is what they are painted in.
    private static Task<bool> IsInTypefaceAsync(IPage page) => page.EvaluateAsync<bool>(
        """
        () => {
          const name = getComputedStyle(document.body).fontFamily.split(",")[0];
          const width = font => {
            const word = document.body.appendChild(document.createElement("span"));
            word.textContent = "Illuminating 0123456789 WWW";
            word.style.cssText = `position: absolute; visibility: hidden; white-space: nowrap; font: 400 60px ${font}`;
            const { width } = word.getBoundingClientRect();
            word.remove();
            return width;
          };
          return width(`${name}, monospace`) === width(`${name}, serif`) && width(`${name}, monospace`) !== width("monospace");
        }
        """);

    // Fonts are there, charts are drawn, the live line has its connection, and two frames have gone by since.
    private static async Task WaitUntilStillAsync(IPage page)
    {
        await page.WaitForFunctionAsync(
            """
            () => document.fonts.status === "loaded"
              && [...document.querySelectorAll(".plot-canvas")].every(plot => !plot.checkVisibility() || plot.querySelector("canvas"))
              && [...document.querySelectorAll("[data-live]")].every(line => !line.checkVisibility() || line.dataset.state === "live")
            """);
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }
}
