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
public sealed partial class HostileDataTests(Chromium chromium)
{
    private const string Formulas = "=+-@\t\r\n＝＋－＠";

    private static readonly string[] s_values =
    [
        "<script>alert(1)</script>",
        "\"'><img src=x onerror=alert(2)></title></script><svg onload=alert(3)>{{7*7}}${7*7}@(7*7)",
        "</script><script>alert(4)</script>",
        "javascript:alert(5)",
        "=cmd|' /C calc'!A0",
        "+SUM(1;2)", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1",
        "a\u202Etxt.exe\u202C b", "\u2066\u2067mixed\u2069", "\u200Fשלום مرحبا",
        "null\0inside", "c0 \u0001\u0008\u000B\u001B[31m\u007F\u0085\u009F", "line\nbreak\r\nbreak\u2028\u2029",
        "lone \uD800 high", "lone \uDC00 low", "👩‍👩‍👧‍👦🇹🇷 e\u0301\u0301\u0301", "\uFEFF\uFFFE\uFFFF",
        "../../etc/passwd", "%00%2e%2e%2f?a=b&c=d#e", "C:\\x\\..\\y", "a/b?c#d&e=f g", ".", "..",
        new string('W', 100_000), string.Concat(Enumerable.Repeat("long words without an end ", 4_000)), string.Concat(Enumerable.Repeat("👍", 300)),
        " ", "' OR 1=1; DROP TABLE interactions; --", "İıŞşĞğ",
    ];

    // Everything that a page or an answer shows of a span.
    private static readonly string[] s_keys =
    [
        "aiinstrument.feature.id", "aiinstrument.feature.category", "aiinstrument.purpose", "aiinstrument.entry_point", "aiinstrument.entry_point.kind", "gen_ai.request.model", "gen_ai.response.model",
        "gen_ai.response.id", "gen_ai.provider.name", "gen_ai.operation.name", "aiinstrument.organization.id", "user.id", "aiinstrument.project.id", "aiinstrument.document.id", "session.id",
        "code.function.name", "code.file.path", "aiinstrument.call_site.id", "aiinstrument.build.id", "error.type", "openai.response.service_tier", "aiinstrument.budget.lease",
        "aiinstrument.budget.override_by", "gen_ai.input.messages", "gen_ai.output.messages", "gen_ai.system_instructions", "aiinstrument.content.redactions",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_stays_text_everywhere()
    {
        await using var server = await RunningServer.StartAsync();
        await SendAsync(server);
        using var admin = await server.SignInAsync();
        var pages = await EveryPage.FindAsync(server.Server.Services, admin, Cancellation);
        var stored = await RecordsAsync(server);
        Assert.True(stored.Count >= s_values.Length - 1, $"{stored.Count} of {s_values.Length} are stored");

        var addresses = new List<string>([.. pages.Addresses, .. stored.Select(id => "/records/" + id), .. stored.Select(id => $"/api/ai-usage/records/{id}?include=content"), .. pages.ApiAddresses()]);
        foreach (var value in s_values)
        {
            // A value in an address is as long as addresses may be; none of these may break the server.
            var text = Uri.EscapeDataString(Regex.Replace(value.Length > 512 ? value[..512] : value, @"[\uD800-\uDFFF]", "\uFFFD"));
            addresses.AddRange([$"/records?feature={text}", $"/?organization={text}", $"/records?search={text}", $"/sessions?id={text}", $"/models?period={text}", $"/billing?organization={text}", $"/traces/{text}", $"/api/ai-usage/stats?feature={text}", $"/api/ai-usage/records?user={text}", $"/api/ai-usage/billing/lines?format=csv&organization={text}"]);
        }

        var complaints = new List<string>();
        foreach (var address in addresses)
        {
            using var response = await admin.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
            {
                continue;
            }

            var bytes = await response.Content.ReadAsByteArrayAsync(Cancellation);
            complaints.AddRange(Check(response.StatusCode, response.Content.Headers, bytes).Select(what => $"{Shortened(address)}: {what}"));
        }

        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    [Fact]
    public async Task It_does_nothing_in_a_browser()
    {
        await using var server = await RunningServer.StartAsync();
        await SendAsync(server);
        var cookies = new CookieContainer();
        using var admin = await server.SignInAsync(cookies);
        var pages = await EveryPage.FindAsync(server.Server.Services, admin, Cancellation);
        var stored = await RecordsAsync(server);
        await using var context = await chromium.OpenAsync(390, ColorScheme.Light);
        var origin = server.Server.Http.ToString();
        await context.AddCookiesAsync(cookies.GetCookies(server.Server.Http).Select(cookie => new Microsoft.Playwright.Cookie { Name = cookie.Name, Value = cookie.Value, Url = origin }));
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Dialog += (_, dialog) => complaints.Add($"{page.Url}: dialog");
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !page.Url.Contains("/error/", StringComparison.Ordinal))
            {
                complaints.Add($"{Shortened(page.Url)}: {message.Text}");
            }
        };
        foreach (var address in pages.Addresses.Concat(stored.Select(id => "/records/" + id)))
        {
            await page.GotoAsync(new Uri(server.Server.Http, address).ToString(), new() { WaitUntil = WaitUntilState.Load });
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") > 390)
            {
                complaints.Add($"{Shortened(address)}: scrolls sideways");
            }

            complaints.AddRange((await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href]')].filter(a => !/^https?:$/.test(a.protocol)).map(a => a.outerHTML.slice(0, 200))"))
                .Select(link => $"{Shortened(address)}: leads elsewhere: {link}"));
        }

        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
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

    private static async Task SendAsync(RunningServer server)
    {
        var number = 0;
        foreach (var batch in s_values.Chunk(8))
        {
            var spans = string.Join(',', batch.Select(value => Span(value, ++number)));
            var request = $$"""{"resourceSpans":[{"resource":{"attributes":[{{Attribute("service.name", batch[0])}}]},"scopeSpans":[{"scope":{"name":{{Json(batch[0])}},"version":{{Json(batch[0])}}},"spans":[{{spans}}]}]}]}""";
            using var content = new StringContent(request, Encoding.UTF8, "application/json");
            using var response = await server.WithKey.PostAsync(new Uri(server.Server.OtlpHttp, "v1/traces"), content, Cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        var registry = string.Join(',', s_values.Select((value, i) => $$"""{"id":{{Json(i + value)}},"member":{{Json(value)}},"file":{{Json(value)}},"line":{{i + 1}},"sdk":{{Json(value)}},"method":{{Json(value)}},"feature":{{Json(value)}},"escape":{{(i % 2 == 0 ? "null" : Json(value))}}}"""));
        await server.SendAsync(new TestRegistry($$"""{"features":[{{string.Join(',', s_values.Select(value => $$"""{"id":{{Json(value)}},"category":{{Json(value)}},"owner":{{Json(value)}},"purpose":{{Json(value)}}}"""))}}],"callSites":[{{registry}}]}"""));
    }

    private static string Span(string value, int number)
    {
        var nanos = ((FixedTime.Now.AddMinutes(-number) - DateTimeOffset.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);
        var attributes = string.Join(',', [.. s_keys.Select(key => Attribute(key, value)), Attribute(value, value), """{"key":"gen_ai.usage.input_tokens","value":{"intValue":"1000"}}""", """{"key":"gen_ai.usage.output_tokens","value":{"intValue":"10"}}"""]);
        return $$"""{"traceId":"{{number:x32}}","spanId":"{{number:x16}}","name":{{Json(value)}},"kind":3,"startTimeUnixNano":"{{nanos}}","endTimeUnixNano":"{{nanos}}","status":{"code":2,"message":{{Json(value)}}},"attributes":[{{attributes}}]}""";
    }

    private static string Attribute(string key, string value) => $$$"""{"key":{{{Json(key)}}},"value":{"stringValue":{{{Json(value)}}}}}""";

    // Escapes what a serializer would refuse or replace: lone surrogates and control characters go out as they are meant.
    private static string Json(string text) => "\"" + string.Concat(text.Select(c => c is >= ' ' and <= '~' and not ('"' or '\\') ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"))) + "\"";

    private static async Task<IReadOnlyList<string>> RecordsAsync(RunningServer server) =>
        [.. (await server.GetJsonAsync("/api/ai-usage/records?pageSize=200&period=all&uncounted=true"))["items"]!.AsArray().Select(item => item!["id"]!.ToString())];

    private static string Shortened(string address) => address.Length > 120 ? address[..120] + "…" : address;

    // A start of a tag or an attribute that only a sender could have written.
    [GeneratedRegex("<script>|<img src=x|<svg onload|onerror=alert\\(2\\)>|href=\"javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex Markup();

    [GeneratedRegex(@"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]")]
    private static partial Regex Controls();
}
