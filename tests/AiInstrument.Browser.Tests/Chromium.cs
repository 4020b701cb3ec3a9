using AiInstrument.Browser.Tests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace AiInstrument.Browser.Tests;

/// <summary>The machine's Chromium. Without it the tests are skipped with the reason, except in CI, where they fail.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>The height of every window.</summary>
    public const int Height = 900;

    private const string DefaultPath = "/usr/bin/chromium";

    private static readonly string Path = Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } set ? set : DefaultPath;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Path))
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Path,
            Args = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A fresh browser profile.</summary>
    internal async Task<IBrowserContext> OpenAsync(int width, ColorScheme scheme, bool scripts = true)
    {
        if (_browser is null)
        {
            var reason = $"There is no Chromium at {Path}; set CHROMIUM_PATH to one.";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", reason);
            Assert.Fail(reason);
        }

        return await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = Height },
            ColorScheme = scheme,
            JavaScriptEnabled = scripts,
            Locale = "en-US",
            ReducedMotion = ReducedMotion.Reduce,
        });
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
