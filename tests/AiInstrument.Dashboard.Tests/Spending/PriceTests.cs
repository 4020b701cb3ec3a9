using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Dashboard.Tests.Spending;

public sealed partial class PriceTests(ServedUsage usage)
{
    private const string List = """{"gpt-99":{"litellm_provider":"openai","input_cost_per_token":1e-05,"output_cost_per_token":5e-05},"dall-e":{"litellm_provider":"openai","output_cost_per_image":0.04}}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_without_a_price_is_priced_and_its_history_too()
    {
        await using var server = await RunningServer.StartAsync(TestSpan.Unpriced, TestSpan.Unpriced, new TestSpan());
        using var admin = await server.SignInAsync();
        Assert.Contains("inhouse-7b", await admin.GetStringAsync("/unpriced", Cancellation), StringComparison.Ordinal);
        Assert.Equal((210_000L, 2L), await CostAsync(server));

        using var saved = await RunningServer.SubmitAsync(admin, "/unpriced?model=inhouse-7b&provider=acme", "/unpriced?model=inhouse-7b&provider=acme", Form("acme", "inhouse-7b", reprice: true));

        Assert.Equal("/unpriced", saved.Headers.Location?.ToString());
        var run = await FinishedAsync(server);

        // 2 × (1,000 × 2,000 + 100 × 10,500)
        Assert.Equal((2L, 2L, 0L, 6_100_000L), (Number(run, "records"), Number(run, "changed"), Number(run, "beforeNanoUsd"), Number(run, "afterNanoUsd")));
        Assert.Equal((6_310_000L, 0L), await CostAsync(server));
        var page = await admin.GetStringAsync("/unpriced", Cancellation);
        Assert.Contains("Every token has a price.", page, StringComparison.Ordinal);
        Assert.Contains("$0.00610", page, StringComparison.Ordinal);

        // The next call has the price at once.
        await server.SendAsync([TestSpan.Unpriced]);
        Assert.Equal((9_360_000L, 0L), await CostAsync(server));
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_and_nothing_that_was_typed_is_lost()
    {
        await using var server = await RunningServer.StartAsync();
        using var admin = await server.SignInAsync();
        var form = Form("acme", "inhouse-7b");
        form["input"] = "two";
        form["from"] = "";
        form["reason"] = "";

        using var response = await RunningServer.SubmitAsync(admin, "/prices/own", "/prices/own", form);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var html = await response.Content.ReadAsStringAsync(Cancellation);
        foreach (var field in (string[])["input", "from", "reason"])
        {
            Assert.Contains($"aria-describedby=\"error-{field}\"", html, StringComparison.Ordinal);
        }

        Assert.Contains("value=\"two\"", html, StringComparison.Ordinal);
        Assert.Empty((await server.GetJsonArrayAsync("/api/ai-usage/prices/overrides"))!);
    }

    [Fact]
    public async Task An_own_price_is_changed_and_taken_away_after_a_question()
    {
        await using var server = await RunningServer.StartAsync();
        using var admin = await server.SignInAsync();
        var discount = Form("openai", "gpt-4o*");
        discount["kind"] = "discount";
        discount["discount"] = "12,5";
        (await RunningServer.SubmitAsync(admin, "/prices/own", "/prices/own", discount)).Dispose();
        var id = Number((JsonObject)(await server.GetJsonArrayAsync("/api/ai-usage/prices/overrides"))[0]!, "id");
        Assert.Equal(2_187_500_000, Input(await server.GetJsonAsync("/api/ai-usage/prices?search=gpt-4o-2024-11-20")));

        discount["id"] = id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        discount["discount"] = "50";
        (await RunningServer.SubmitAsync(admin, $"/prices/own?id={id}", "/prices/own", discount)).Dispose();
        Assert.Equal(1_250_000_000, Input(await server.GetJsonAsync("/api/ai-usage/prices?search=gpt-4o-2024-11-20")));

        Assert.Contains("Remove the price of openai gpt-4o*?", WebUtility.HtmlDecode(await admin.GetStringAsync($"/prices/own?id={id}&remove=true", Cancellation)), StringComparison.Ordinal);
        (await RunningServer.SubmitAsync(admin, $"/prices/own?id={id}&remove=true", "/prices/own", new() { ["id"] = discount["id"], ["remove"] = "true" })).Dispose();
        Assert.Equal(2_500_000_000, Input(await server.GetJsonAsync("/api/ai-usage/prices?search=gpt-4o-2024-11-20")));
    }

    [Fact]
    public async Task A_list_is_uploaded_previewed_and_imported_when_it_is_confirmed()
    {
        await using var server = await RunningServer.StartAsync();
        using var admin = await server.SignInAsync();
        var token = Token().Match(await admin.GetStringAsync("/prices/import", Cancellation)).Groups[1].Value;
        using var upload = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new StringContent("2026-01-01"), "from" },
            { new StringContent("Auto"), "format" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(List)), "file", "list.json" },
        };

        using var previewed = await admin.PostAsync("/prices/import", upload, Cancellation);

        var html = WebUtility.HtmlDecode(await previewed.Content.ReadAsStringAsync(Cancellation));
        Assert.Contains("1 added, 0 changed, 0 unchanged, 1 refused", html, StringComparison.Ordinal);
        Assert.Contains("only per image, which no record counts", html, StringComparison.Ordinal);
        Assert.Equal(0, Number(await server.GetJsonAsync("/api/ai-usage/prices?search=gpt-99"), "total"));

        var key = ConfirmKey().Match(html).Groups[1].Value;
        using var confirmed = await admin.PostAsync(
            "/prices/import", new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token), KeyValuePair.Create("confirm", key)]), Cancellation);

        Assert.Equal("/prices/import", confirmed.Headers.Location?.ToString());
        Assert.Equal(1, Number(await server.GetJsonAsync("/api/ai-usage/prices?search=gpt-99"), "total"));
        Assert.Contains("list.json", await admin.GetStringAsync("/prices/import", Cancellation), StringComparison.Ordinal);

        // A second confirmation finds nothing to confirm.
        using var again = await admin.PostAsync(
            "/prices/import", new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token), KeyValuePair.Create("confirm", key)]), Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
    }

    [Fact]
    public async Task Amounts_are_shown_in_the_chosen_currency_and_the_api_stays_in_dollars()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan { Model = "gpt-4o", Input = 1_000_000, Output = 0 });
        using var admin = await server.SignInAsync();
        using (var wrong = await RunningServer.SubmitAsync(admin, "/prices/currencies", "/prices/currencies", new() { ["code"] = "USD", ["rate"] = "1" }))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }

        (await RunningServer.SubmitAsync(admin, "/prices/currencies", "/prices/currencies", new() { ["code"] = "try", ["rate"] = "41,25" })).Dispose();
        (await RunningServer.SubmitAsync(admin, "/prices/currencies", "/prices/currencies", new() { ["code"] = "EUR", ["rate"] = "0.5" })).Dispose();

        // 1,000,000 × 2,500 nano-dollars = 2.50 USD
        var dollars = WebUtility.HtmlDecode(await admin.GetStringAsync("/", Cancellation));
        Assert.Contains("$2.50", dollars, StringComparison.Ordinal);
        var euros = WebUtility.HtmlDecode(await admin.GetStringAsync("/?currency=EUR", Cancellation));
        Assert.Contains("€1.25", euros, StringComparison.Ordinal);
        Assert.DoesNotContain("$2.50", euros, StringComparison.Ordinal);
        Assert.Contains("0.5 for 1 USD, set by admin", euros, StringComparison.Ordinal);
        Assert.Contains("\"symbol\":\"\\u20AC\"", euros, StringComparison.Ordinal);

        (await RunningServer.SubmitAsync(admin, "/", "/preferences?handler=Currency", new() { ["value"] = "TRY" })).Dispose();
        Assert.Contains("₺103.13", WebUtility.HtmlDecode(await admin.GetStringAsync("/", Cancellation)), StringComparison.Ordinal);
        Assert.Contains("$2.50", WebUtility.HtmlDecode(await admin.GetStringAsync("/prices?search=gpt-4o-2024-11-20", Cancellation)), StringComparison.Ordinal);
        Assert.Equal((2_500_000_000L, 0L), await CostAsync(server));
    }

    [Fact]
    public async Task The_api_writes_for_an_admin_with_a_token_alone()
    {
        await using var server = await RunningServer.StartAsync(TestSpan.Unpriced);
        using var admin = await server.SignInAsync();
        var draft = new JsonObject
        {
            ["provider"] = "acme",
            ["pattern"] = "inhouse-*",
            ["from"] = "2026-01-01",
            ["reason"] = "contract",
            ["tiers"] = new JsonObject { ["default"] = new JsonObject { ["input"] = 2_000_000_000, ["output"] = 0 } },
        };
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(server.WithKey, "overrides", draft));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(admin, "overrides", draft));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(server.Anonymous, "overrides", draft));

        admin.DefaultRequestHeaders.Add("RequestVerificationToken", Token().Match(await admin.GetStringAsync("/prices", Cancellation)).Groups[1].Value);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(admin, "overrides", draft));
        draft["reason"] = "";
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(admin, "overrides", draft));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(admin, "imports?dryRun=true&format=litellm", JsonNode.Parse(List)!));
        Assert.Equal(0, Number(await server.GetJsonAsync("/api/ai-usage/prices?search=gpt-99"), "total"));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(admin, "imports?format=own", JsonNode.Parse(List)!));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(admin, "imports?from=2026-01-01", JsonNode.Parse(List)!));
        Assert.Equal(1, Number(await server.GetJsonAsync("/api/ai-usage/prices?search=gpt-99"), "total"));

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(admin, "repricings", new JsonObject { ["model"] = "inhouse-*" }));
        Assert.Equal((2_000_000L, 1L), (Number(await FinishedAsync(server), "afterNanoUsd"), Number(await FinishedAsync(server), "records")));
        using var gone = await admin.DeleteAsync("/api/ai-usage/prices/overrides/1", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        using var wrongMethod = await admin.DeleteAsync("/api/ai-usage/prices", Cancellation);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, wrongMethod.StatusCode);
    }

    [Fact]
    public async Task Unpriced_labels_lead_to_the_form()
    {
        Assert.Contains("href=\"/unpriced?model=inhouse-7b&amp;provider=acme\"", await usage.Admin.GetStringAsync("/records?period=all&model=inhouse-7b", Cancellation), StringComparison.Ordinal);
        Assert.Contains("href=\"/unpriced\"", await usage.Admin.GetStringAsync("/", Cancellation), StringComparison.Ordinal);
        var form = await usage.Admin.GetStringAsync("/unpriced?model=inhouse-7b&provider=acme", Cancellation);
        Assert.Contains("value=\"inhouse-7b\"", form, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Form(string provider, string pattern, bool reprice = false) => new()
    {
        ["kind"] = "price",
        ["provider"] = provider,
        ["pattern"] = pattern,
        ["from"] = "2026-01-01",
        ["reason"] = "contract",
        ["input"] = "2",
        ["output"] = "10.5",
        ["reprice"] = reprice ? "true" : "false",
    };

    private static async Task<(long Cost, long Unpriced)> CostAsync(RunningServer server)
    {
        var totals = (JsonObject)(await server.GetJsonAsync("/api/ai-usage/stats?period=all"))["totals"]!;
        return (Number(totals, "costNanoUsd"), Number(totals, "unpricedCalls"));
    }

    private static async Task<JsonObject> FinishedAsync(RunningServer server)
    {
        var patience = DateTime.UtcNow.AddSeconds(60);
        while (DateTime.UtcNow < patience)
        {
            var run = (JsonObject)(await server.GetJsonArrayAsync("/api/ai-usage/prices/repricings"))[0]!;
            if (run["finished"] is not null)
            {
                return (JsonObject)run["report"]!;
            }

            await Task.Delay(50, Cancellation);
        }

        throw new TimeoutException("The pricing does not end.");
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string path, JsonNode body)
    {
        using var response = await client.PostAsJsonAsync("/api/ai-usage/prices/" + path, body, Cancellation);
        return response.StatusCode;
    }

    private static long Input(JsonObject prices) => prices["items"]![0]!["version"]!["tiers"]!["default"]!["input"]!.GetValue<long>();

    private static long Number(JsonObject json, string name) => json[name]!.GetValue<long>();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"confirm\" value=\"([0-9a-f]+)\"")]
    private static partial Regex ConfirmKey();
}
