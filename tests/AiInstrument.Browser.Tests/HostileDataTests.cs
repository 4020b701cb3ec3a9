using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiInstrument.Dashboard.Tests.Support;
using CsvHelper;
using Microsoft.Playwright;

namespace AiInstrument.Browser.Tests;

/// <summary>What a sender may put into any attribute, over OTLP, on every page and in every answer of the JSON API.</summary>
public sealed partial class HostileDataTests(Chromium chromium, HostileSite site) : IClassFixture<HostileSite>
{
    private const int Readers = 2;
    private const string Formulas = "=+-@\t\r\n＝＋－＠";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Every kind of page is among those that are looked at.</summary>
    [Fact]
    public void No_page_is_left_out() => Assert.Empty(site.Pages.Unreachable);

    [Fact]
    public async Task It_stays_text_everywhere()
    {
        Assert.True(site.Records.Count >= HostileSite.Values.Length - 1, $"{site.Records.Count} of {HostileSite.Values.Length} are stored");

        var addresses = new List<string>(
        [
            .. site.Pages.Addresses, .. site.Records.Select(id => "/records/" + id), .. site.Records.Select(id => $"/api/ai-usage/records/{id}?include=content"), .. site.Pages.ApiAddresses(),
            "/api/ai-usage/records/export?period=all&format=csv", "/api/ai-usage/records/export?period=all&format=jsonl", "/api/ai-usage/billing/statements/1?format=csv",
        ]);
        foreach (var value in HostileSite.Values)
        {
            // A value in an address is as long as addresses may be; none of these may break the server.
            var text = Typed(value);
            addresses.AddRange([.. Asking(text), $"/api/ai-usage/stats?feature={text}", $"/api/ai-usage/records?user={text}", $"/api/ai-usage/billing/lines?format=csv&organization={text}"]);
        }

        var complaints = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(addresses, new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = Cancellation }, async (address, cancellation) =>
        {
            using var response = await site.Admin.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
            {
                return;
            }

            var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
            foreach (var what in Check(response.StatusCode, response.Content.Headers, bytes))
            {
                complaints.Add($"{Shortened(address)}: {what}");
            }
        });

        Assert.Equal("", string.Join('\n', complaints.Order(StringComparer.Ordinal)));
    }

    /// <summary>No dialog, no console error, no report of the policy, no link that leads elsewhere, nothing that scrolls sideways on a phone: on every page, for every record, and for what is asked.</summary>
    [Fact]
    public async Task It_does_nothing_in_a_browser()
    {
        var probe = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "PageProbe.js"), Cancellation);
        var waiting = new ConcurrentQueue<string>(site.Pages.Addresses.Concat(site.Records.Select(id => "/records/" + id)).Concat(HostileSite.Values.Take(3).SelectMany(value => Asking(Typed(value)))));
        var complaints = new ConcurrentBag<string>();
        var origin = site.Server.Server.Http.ToString();
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(async _ =>
        {
            await using var context = await chromium.OpenAsync(PageVisits.Narrow, ColorScheme.Light);
            await context.AddCookiesAsync(site.Cookies.GetCookies(site.Server.Server.Http).Select(cookie => new Microsoft.Playwright.Cookie { Name = cookie.Name, Value = cookie.Value, Url = origin }));
            await context.AddInitScriptAsync(probe);
            var page = await context.NewPageAsync();
            page.Dialog += (_, dialog) => complaints.Add($"{page.Url}: dialog");
            page.Console += (_, message) =>
            {
                // The browser says so of what is asked for and is not there.
                if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource: the server responded with a status of 40", StringComparison.Ordinal))
                {
                    complaints.Add($"{Shortened(page.Url)}: {message.Text}");
                }
            };
            while (waiting.TryDequeue(out var address))
            {
                await page.GotoAsync(new Uri(site.Server.Server.Http, address).ToString(), new() { WaitUntil = WaitUntilState.Load });
                foreach (var wrong in await page.EvaluateAsync<string[]>(
                    """
                    () => [
                      ...(document.documentElement.scrollWidth > document.documentElement.clientWidth ? [`scrolls sideways: ${document.documentElement.scrollWidth}`] : []),
                      ...[...document.querySelectorAll("a[href]")].filter(a => !/^https?:$/.test(a.protocol)).map(a => "leads elsewhere: " + a.outerHTML.slice(0, 200)),
                      ...window.__notes.policy,
                    ]
                    """))
                {
                    complaints.Add($"{Shortened(address)}: {wrong}");
                }
            }
        }));

        Assert.Equal("", string.Join('\n', complaints.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task What_is_cut_is_said()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan { Feature = new string('W', 100_000), User = new string('u', 513) }, new TestSpan { Feature = new string('F', 512) });
        using var admin = await server.SignInAsync();
        var items = (await server.GetJsonAsync("/api/ai-usage/records"))["items"]!.AsArray();

        Assert.All(items, item => Assert.True(((string)item!["feature"]!).Length <= 512));
        foreach (var (item, said) in items.Select(item => (item!, ((string)item!["feature"]!)[0] == 'W')))
        {
            var html = await admin.GetStringAsync($"/records/{item["id"]}", Cancellation);
            Assert.Equal(said, html.Contains("values cut", StringComparison.OrdinalIgnoreCase));
        }
    }

    private static string Typed(string value) => Uri.EscapeDataString(Regex.Replace(value.Length > 512 ? value[..512] : value, @"[\uD800-\uDFFF]", "\uFFFD"));

    private static string[] Asking(string text) =>
        [$"/records?feature={text}", $"/?organization={text}", $"/records?search={text}", $"/sessions?id={text}", $"/models?period={text}", $"/billing?organization={text}", $"/traces/{text}"];

    private static IEnumerable<string> Check(HttpStatusCode status, HttpContentHeaders headers, byte[] bytes)
    {
        if ((int)status >= 500)
        {
            yield return $"answered with {(int)status}";
        }

        string text;
        string? wrong = null;
        try
        {
            text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            (text, wrong) = ("", "is no UTF-8");
        }

        switch (headers.ContentType?.MediaType)
        {
            case "text/html":
                wrong ??= Markup().Match(text) is { Success: true } markup ? "has markup of a sender: " + markup.Value
                    : Controls().Match(text) is { Success: true } control ? string.Create(CultureInfo.InvariantCulture, $"has the control character {(int)control.Value[0]:x} after {text[Math.Max(0, control.Index - 60)..control.Index]}")
                    : null;
                break;
            case "application/json" or "application/problem+json":
                try
                {
                    JsonNode.Parse(text);
                }
                catch (System.Text.Json.JsonException e)
                {
                    wrong ??= "is no JSON: " + e.Message;
                }

                break;
            case "application/jsonl":
                foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                {
                    try
                    {
                        JsonNode.Parse(line);
                    }
                    catch (System.Text.Json.JsonException e)
                    {
                        wrong ??= "has a line that is no JSON: " + e.Message;
                    }
                }

                break;
            case "text/csv":
                using (var reader = new StringReader(text))
                using (var csv = new CsvReader(reader, CultureInfo.InvariantCulture))
                {
                    while (csv.Read())
                    {
                        wrong ??= csv.Parser.Record!.Where(cell => cell.Length > 0 && Formulas.Contains(cell[0], StringComparison.Ordinal) && !decimal.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
                            .Select(cell => "has a formula: " + cell).FirstOrDefault();
                    }
                }

                break;
        }

        if (wrong is not null)
        {
            yield return wrong;
        }
    }

    private static string Shortened(string address) => address.Length > 120 ? address[..120] + "…" : address;

    // A start of a tag or an attribute that only a sender could have written.
    [GeneratedRegex("<script>|<img src=x|<svg onload|onerror=alert\\(2\\)>|href=\"javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex Markup();

    [GeneratedRegex(@"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]")]
    private static partial Regex Controls();
}
