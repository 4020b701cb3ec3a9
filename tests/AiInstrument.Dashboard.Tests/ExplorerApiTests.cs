using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Dashboard.Tests;

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
    [InlineData("groups?by=colour", "by")]
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
