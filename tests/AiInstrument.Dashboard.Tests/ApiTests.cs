using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Dashboard.Tests;

public sealed class ApiTests(ServedUsage usage)
{
    private static readonly string[] Measures =
    [
        "calls", "succeeded", "failed", "inputTokens", "outputTokens", "cachedInputTokens", "cacheWriteTokens", "reasoningTokens",
        "costNanoUsd", "unpricedCalls", "unpricedTokens", "estimatedCalls", "durationMs",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stats_have_their_documented_shape()
    {
        var stats = await usage.Server.GetJsonAsync("/api/ai-usage/stats?period=7d");

        Assert.Equal(
            ["period", "from", "to", "totals", "byModel", "byFeature", "byRoute", "byProvider", "byCategory", "byOrganization", "byDay", "losses"],
            stats.Select(property => property.Key));
        Assert.Equal("7d", (string)stats["period"]!);
        Assert.Equal("2026-03-09", (string)stats["from"]!);
        Assert.Equal("2026-03-15", (string)stats["to"]!);
        Assert.Equal(Measures, Names(stats["totals"]!));
        foreach (var (breakdown, name) in (ReadOnlySpan<(string, string)>)[("byModel", "model"), ("byFeature", "feature"), ("byRoute", "route"), ("byProvider", "provider"), ("byCategory", "category"), ("byOrganization", "organization"), ("byDay", "day")])
        {
            Assert.Equal([name, .. Measures], Names(stats[breakdown]![0]!));
        }
    }

    [Theory]
    [InlineData("1d", 1)]
    [InlineData("7d", 7)]
    [InlineData("30d", 30)]
    [InlineData("90d", 90)]
    public async Task Days_without_calls_are_there_too(string period, int days)
    {
        var stats = await usage.Server.GetJsonAsync("/api/ai-usage/stats?period=" + period);

        Assert.Equal(days, stats["byDay"]!.AsArray().Count);
        Assert.Equal("2026-03-15", (string)stats["byDay"]![days - 1]!["day"]!);
    }

    [Fact]
    public async Task All_time_has_no_first_day()
    {
        var stats = await usage.Server.GetJsonAsync("/api/ai-usage/stats?period=all");

        Assert.Null(stats["from"]);
        Assert.Equal(SampleUsage.CountedCalls, (int)stats["totals"]!["calls"]!);
    }

    [Fact]
    public async Task A_new_feature_appears_without_being_listed_anywhere()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan { Feature = "made.up.today", Route = "PUT /made/up", Model = "gpt-4o" });

        var stats = await server.GetJsonAsync("/api/ai-usage/stats");

        Assert.Equal("made.up.today", (string)stats["byFeature"]![0]!["feature"]!);
        Assert.Equal("PUT /made/up", (string)stats["byRoute"]![0]!["route"]!);
    }

    [Fact]
    public async Task Records_have_their_documented_shape()
    {
        var answer = await usage.Server.GetJsonAsync("/api/ai-usage/records?period=all&pageSize=5&page=2");

        Assert.Equal(["page", "pageSize", "totalCount", "totals", "items", "older", "sortedAmong", "next", "previous", "countIsExact", "partial"], answer.Select(property => property.Key));
        Assert.Equal(2, (int)answer["page"]!);
        Assert.Equal(5, answer["items"]!.AsArray().Count);
        Assert.Equal(SampleUsage.CountedCalls, (int)answer["totalCount"]!);
        Assert.Equal(Measures, Names(answer["totals"]!));
        Assert.Contains("costNanoUsd", Names(answer["items"]![0]!));
    }

    [Fact]
    public async Task An_unpriced_record_has_no_cost_at_all()
    {
        var answer = await usage.Server.GetJsonAsync("/api/ai-usage/records?period=all&status=unpriced");

        Assert.Equal(4, answer["items"]!.AsArray().Count);
        Assert.All(answer["items"]!.AsArray(), item => Assert.Null(item!["costNanoUsd"]));
    }

    [Fact]
    public async Task Records_are_sorted_searched_and_filtered()
    {
        var byCost = await usage.Server.GetJsonAsync("/api/ai-usage/records?period=all&sort=-cost");
        var costs = byCost["items"]!.AsArray().Select(item => (long?)item!["costNanoUsd"]).OfType<long>().ToList();
        var found = await usage.Server.GetJsonAsync("/api/ai-usage/records?period=all&search=haiku");
        var filtered = await usage.Server.GetJsonAsync("/api/ai-usage/records?period=all&model=gpt-4o&feature=ticket.classify");
        var without = await usage.Server.GetJsonAsync("/api/ai-usage/records?period=all&without=organization,user");

        Assert.Equal(costs.OrderDescending(), costs);
        Assert.Equal("claude-haiku-4-5", (string)Assert.Single(found["items"]!.AsArray())!["model"]!);
        Assert.All(filtered["items"]!.AsArray(), item => Assert.Equal(("gpt-4o", "ticket.classify"), ((string)item!["model"]!, (string)item["feature"]!)));
        Assert.Null(Assert.Single(without["items"]!.AsArray())!["user"]);
    }

    [Theory]
    [InlineData("/api/ai-usage/stats?period=2w", "period")]
    [InlineData("/api/ai-usage/stats?without=colour", "without")]
    [InlineData("/api/ai-usage/records?period=today", "period")]
    [InlineData("/api/ai-usage/records?page=0", "page")]
    [InlineData("/api/ai-usage/records?page=two", "page")]
    [InlineData("/api/ai-usage/records?pageSize=201", "pageSize")]
    [InlineData("/api/ai-usage/records?sort=colour", "sort")]
    [InlineData("/api/ai-usage/records?status=odd", "status")]
    [InlineData("/api/ai-usage/records?uncounted=perhaps", "uncounted")]
    public async Task A_wrong_parameter_is_named_in_problem_details(string path, string parameter)
    {
        using var response = await usage.Server.WithKey.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = (await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!;
        Assert.Equal(400, (int)problem["status"]!);
        Assert.Equal([parameter], Names(problem["errors"]!));
    }

    private static IEnumerable<string> Names(JsonNode node) => node.AsObject().Select(property => property.Key);
}
