using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Dashboard.Tests.Usage;

/// <summary>The explorer's rows as JSON: the same figures as the records'.</summary>
public sealed class ExplorerApiTests(ServedUsage usage)
{
    private static readonly string[] Measures = ["calls", "failed", "inputTokens", "outputTokens", "costNanoUsd", "unpricedCalls"];

    public static TheoryData<string> Parameters => ["feature", "route", "model", "provider", "category", "organization", "user", "project", "service"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Parameters))]
    public async Task Each_group_has_the_totals_of_its_records_in_both_periods(string by)
    {
        var answer = await usage.Server.GetJsonAsync($"/api/ai-usage/groups?by={by}&period=2026-03&compare=2026-02");

        Assert.Equal(("2026-03", "2026-02", by), ((string)answer["period"]!, (string)answer["compare"]!["period"]!, (string)answer["by"]!));
        Assert.NotEmpty(answer["items"]!.AsArray());
        foreach (var item in answer["items"]!.AsArray())
        {
            var narrowing = item!["name"] is { } name ? $"{by}={Uri.EscapeDataString((string)name!)}" : "without=" + by;
            foreach (var (period, side) in ((string, string)[])[("2026-03", "usage"), ("2026-02", "before")])
            {
                var records = await usage.Server.GetJsonAsync($"/api/ai-usage/records?period={period}&{narrowing}&pageSize=1");
                Assert.Equal(Measures.Select(measure => (long)records["totals"]![measure]!), Measures.Select(measure => (long)item[side]![measure]!));
            }

            var values = item["trend"]?["values"]!.AsArray().Sum(value => (long)value!) ?? 0;
            Assert.Equal((string?)item["trend"]?["measure"] == "calls" ? (long)item["usage"]!["calls"]! : (long)item["usage"]!["costNanoUsd"]!, values);
        }

        foreach (var (whole, side) in ((string, string)[])[("totals", "usage"), ("totalsBefore", "before")])
        {
            Assert.Equal(Measures.Select(measure => (long)answer[whole]![measure]!), Measures.Select(measure => answer["items"]!.AsArray().Sum(item => (long)item![side]![measure]!)));
        }
    }

    [Theory]
    [InlineData("-cost")]
    [InlineData("name")]
    [InlineData("-change")]
    [InlineData("failed")]
    public async Task Pages_hold_every_row_once(string sort)
    {
        var whole = await usage.Server.GetJsonAsync($"/api/ai-usage/groups?by=user&period=30d&compare=2026-02&sort={sort}");
        var names = new List<string?>();
        for (var page = 1; page <= (((int)whole["totalCount"]! + 1) / 2); page++)
        {
            var part = await usage.Server.GetJsonAsync(string.Create(CultureInfo.InvariantCulture, $"/api/ai-usage/groups?by=user&period=30d&compare=2026-02&sort={sort}&pageSize=2&page={page}"));
            names.AddRange(part["items"]!.AsArray().Select(item => (string?)item!["name"]));
        }

        Assert.Equal(whole["items"]!.AsArray().Select(item => (string?)item!["name"]), names);
    }

    [Fact]
    public async Task Call_sites_have_the_totals_of_their_records()
    {
        await using var server = await RunningServer.StartAsync(At("a1"), At("a1") with { Failed = true }, At("b2") with { Age = TimeSpan.FromDays(4), Model = "gpt-4o" }, TestSpan.Unpriced);
        await server.SendAsync(new TestRegistry("""{"callSites":[{"id":"a1","member":"Desk.Ask()","file":"Ask.cs","line":3,"sdk":"openai"},{"id":"c3","member":"Desk.Never()"}]}"""));

        var answer = await server.GetJsonAsync("/api/ai-usage/call-sites?period=7d&sort=-calls");

        var items = answer["items"]!.AsArray();
        Assert.Equal(4, items.Count);
        foreach (var item in items)
        {
            var records = await server.GetJsonAsync("/api/ai-usage/records?period=7d&pageSize=1&" + (item!["name"] is { } id ? $"callsite={id}" : "without=callsite"));
            Assert.Equal(Measures.Select(measure => (long)records["totals"]![measure]!), Measures.Select(measure => (long)item["usage"]![measure]!));
        }

        Assert.Equal(("a1", "intercepted", "Ask.cs", 3), ((string)items[0]!["site"]!["id"]!, (string)items[0]!["site"]!["state"]!, (string)items[0]!["site"]!["file"]!, (int)items[0]!["site"]!["line"]!));
        Assert.Contains(items, item => (string?)item!["name"] == "c3" && (string?)item["state"] == "never-seen");
        Assert.Equal(2, (int)(await server.GetJsonAsync("/api/ai-usage/call-sites?period=7d&model=gpt-4o-mini"))["totals"]!["calls"]!);
    }

    [Theory]
    [MemberData(nameof(Parameters))]
    public async Task The_csv_of_a_table_has_every_row_of_its_pages_in_their_order(string by)
    {
        foreach (var query in (string[])["period=30d", "period=2026-03&compare=2026-02&sort=-change", "period=all&sort=name&search=e", "period=all&model=gpt-4o&failures=true"])
        {
            var lines = await CsvFile.ReadAsync(usage.Admin, $"/api/ai-usage/groups?by={by}&{query}&page=7&pageSize=1&format=csv");
            var answer = await usage.Server.GetJsonAsync($"/api/ai-usage/groups?by={by}&{query}&pageSize=200");

            Assert.Equal((int)answer["totalCount"]!, lines.Count);
            Assert.Equal(answer["items"]!.AsArray().Select(item => Line(item!, "usage")), lines.Select(line => Cells(line, by, "")));
            if (answer["compare"] is not null)
            {
                Assert.Equal(answer["items"]!.AsArray().Select(item => Line(item!, "before")), lines.Select(line => Cells(line, by, "before_")));
            }
        }

        // What has no price has no cost, not even none.
        static string Line(JsonNode item, string side)
        {
            var totals = item[side]!;
            var cost = (long)totals["unpricedCalls"]! > 0 && (long)totals["costNanoUsd"]! == 0 ? "" : totals["costNanoUsd"]!.ToString();
            return string.Join(';', [(string?)item["name"], (string?)item["state"], cost, .. Measures.Where(measure => measure != "costNanoUsd").Select(measure => totals[measure]!.ToString())]);
        }

        static string Cells(Dictionary<string, string> line, string by, string side) =>
            string.Join(';', [line[by], line["state"], line[side + "cost_nano_usd"], .. ((string[])["calls", "failed_calls", "input_tokens", "output_tokens", "unpriced_calls"]).Select(column => line[side + column])]);
    }

    [Fact]
    public async Task The_csv_stands_at_the_table_and_says_what_the_table_says()
    {
        foreach (var page in (string[])["/features?period=30d&compare=2026-02&sort=-calls", "/call-sites?period=all", "/users?period=all&failures=true"])
        {
            var html = await usage.Admin.GetStringAsync(page, Cancellation);
            var link = WebUtility.HtmlDecode(Regex.Match(html, "href=\"(/api/ai-usage/[^\"]*format=csv[^\"]*)\"").Groups[1].Value);
            var lines = await CsvFile.ReadAsync(usage.Admin, link);
            var names = Regex.Matches(html, "<a class=\"name[^\"]*\"[^>]*><bdi>([^<]*)</bdi>").Count;

            Assert.Equal(names, lines.Count);
            var sum = Regex.Match(html[html.IndexOf(names > 1 ? "<tfoot>" : "<tbody>", StringComparison.Ordinal)..], "<data value=\"([0-9]+)\"").Groups[1].Value;
            Assert.Equal(long.Parse(sum, CultureInfo.InvariantCulture), lines.Sum(line => line["cost_nano_usd"].Length == 0 ? 0 : long.Parse(line["cost_nano_usd"], CultureInfo.InvariantCulture)));
            Assert.Equal(lines.Sum(line => decimal.Parse("0" + line["cost_usd"], CultureInfo.InvariantCulture)) * 1_000_000_000m, decimal.Parse(sum, CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task A_name_is_no_formula_and_a_call_site_knows_its_place()
    {
        await using var server = await RunningServer.StartAsync(At("a1") with { Feature = "=cmd|' /C calc'!A0" }, At("@b") with { Feature = "+1" });
        await server.SendAsync(new TestRegistry("""{"callSites":[{"id":"a1","member":"=Desk.Ask()","file":"Ask.cs","line":3,"sdk":"openai","method":"M","feature":"-x"}]}"""));

        var features = await CsvFile.ReadAsync(server.WithKey, "/api/ai-usage/groups?by=feature&format=csv&sort=name");
        var sites = await CsvFile.ReadAsync(server.WithKey, "/api/ai-usage/call-sites?format=csv&sort=-name");

        Assert.Equal(["'+1", "'=cmd|' /C calc'!A0"], features.Select(line => line["feature"]).Where(name => name.StartsWith('\'')).Order(StringComparer.Ordinal));
        Assert.Equal(["a1", "'@b"], sites.Select(line => line["callsite"]));
        Assert.Equal(("intercepted", "'=Desk.Ask()", "Ask.cs", "3", "'-x"), (sites[0]["call_site_state"], sites[0]["member"], sites[0]["file"], sites[0]["line"], sites[0]["feature"]));
    }

    [Theory]
    [InlineData("groups?by=colour", "by")]
    [InlineData("groups?format=xlsx", "format")]
    [InlineData("groups?compare=yesterday", "compare")]
    [InlineData("groups?sort=colour", "sort")]
    [InlineData("groups?costMin=x", "costMin")]
    [InlineData("call-sites?pageSize=0", "pageSize")]
    public async Task What_is_wrong_is_named(string address, string parameter)
    {
        using var response = await usage.Server.WithKey.GetAsync("/api/ai-usage/" + address, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"\"{parameter}\"", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static TestSpan At(string callSite) => new() { More = new Dictionary<string, string> { ["aiinstrument.call_site.id"] = callSite } };
}
