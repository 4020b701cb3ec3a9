using System.Net;
using System.Text.Json.Nodes;
using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Dashboard.Tests.Usage;

/// <summary>Speed, failures and what caches saved: pages and API say the same, and it agrees with the records.</summary>
public sealed class QualityTests(ServedUsage usage)
{
    private const string Api = "/api/ai-usage/quality?period=all";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failures_by_type_are_the_failed_records()
    {
        var quality = await usage.Server.GetJsonAsync(Api);
        var records = await RecordsAsync("&status=error");

        Assert.NotEmpty(records);
        Assert.Equal(
            records.GroupBy(record => (string?)record["errorType"] ?? "").Select(type => (type.Key, type.LongCount())).Order(),
            quality["totals"]!["errors"]!.AsArray().Select(error => ((string?)error!["type"] ?? "", (long)error["calls"]!)).Order());
    }

    [Fact]
    public async Task Percentiles_are_those_of_the_successful_records()
    {
        var durations = (await RecordsAsync("&status=ok")).Select(record => (double)record["durationMs"]!).Order().ToList();
        var measured = (await usage.Server.GetJsonAsync(Api))["totals"]!["durationMs"]!;

        Assert.Equal(durations.Count, (int)measured["calls"]!);
        var median = durations[(int)Math.Ceiling(durations.Count / 2d) - 1];
        Assert.InRange((double)measured["p50"]!, median * 0.75, (median * 1.25) + 1);
        Assert.True((double)measured["p50"]! <= (double)measured["p95"]! && (double)measured["p95"]! <= (double)measured["p99"]!);
    }

    [Fact]
    public async Task The_overview_shows_every_error_type_and_what_caches_saved()
    {
        await using var server = await RunningServer.StartAsync(
            new TestSpan { More = With("gen_ai.usage.cache_read.input_tokens", "800") },
            new TestSpan { More = With("aiinstrument.cache.hit", "true") },
            TestSpan.Unpriced with { More = With("aiinstrument.cache.hit", "true") },
            new TestSpan { Failed = true });
        using var admin = await server.SignInAsync();
        var totals = (await server.GetJsonAsync(Api))["totals"]!;
        var html = WebUtility.HtmlDecode(await admin.GetStringAsync("/?period=all", Cancellation));

        // 800 tokens at $0.075 instead of $0.15 for a million; 1,000 at $0.15 and 100 at $0.60; nobody knows of the third.
        Assert.Equal((60_000L, 210_000L, 2L, 1L), (Saving("promptCacheNanoUsd"), Saving("cachedResponsesNanoUsd"), Saving("cachedResponses"), Saving("cachedResponsesUnpriced")));
        Assert.Contains("<data value=\"60000\" title=\"$0.000060000\">", html, StringComparison.Ordinal);
        Assert.Contains("<data value=\"210000\" title=\"$0.000210000\">", html, StringComparison.Ordinal);
        Assert.Contains("+ 1 unpriced</span>", html, StringComparison.Ordinal);
        var error = Assert.Single(totals["errors"]!.AsArray())!;
        Assert.Contains((string?)error["type"] is { } type ? $"title=\"{type}\"" : "Without a type", html, StringComparison.Ordinal);

        long Saving(string name) => (long)totals["savings"]![name]!;
    }

    [Theory]
    [InlineData("model")]
    [InlineData("feature")]
    [InlineData("route")]
    public async Task Groups_add_up_and_the_explorer_shows_their_percentiles(string by)
    {
        var quality = await usage.Server.GetJsonAsync($"{Api}&by={by}");
        var groups = quality["groups"]!.AsArray();
        var html = WebUtility.HtmlDecode(await usage.Admin.GetStringAsync($"/{by}s?period=all", Cancellation));

        Assert.Equal((long)quality["totals"]!["durationMs"]!["calls"]!, groups.Sum(group => (long)group!["quality"]!["durationMs"]!["calls"]!));
        Assert.Equal(groups.Count(group => group!["quality"]!["durationMs"]!["p95"] is not null), html.Split(">p95 ").Length - 1);
    }

    [Theory]
    [InlineData("organization", false)]
    [InlineData("user", true)]
    public async Task What_is_not_kept_for_a_narrowing_is_null_and_said(string dimension, bool savingsToo)
    {
        var totals = (await usage.Server.GetJsonAsync($"{Api}&{dimension}=nobody"))["totals"]!;
        var group = (await usage.Server.GetJsonAsync($"/api/ai-usage/records?period=all&pageSize=200"))["items"]!.AsArray().Select(record => (string?)record![dimension]).First(name => name is not null)!;
        var known = (await usage.Server.GetJsonAsync($"{Api}&{dimension}={Uri.EscapeDataString(group)}"))["totals"]!;
        var html = await usage.Admin.GetStringAsync($"/?period=all&{dimension}={Uri.EscapeDataString(group)}", Cancellation);

        Assert.Equal(0, (long)totals["durationMs"]!["calls"]!);
        Assert.Null(known["durationMs"]);
        Assert.Equal(savingsToo, known["savings"] is null);
        Assert.Contains("Not kept for a single organization, user or project.", html, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> With(string key, string value) => new(StringComparer.Ordinal) { [key] = value };

    private async Task<IReadOnlyList<JsonNode>> RecordsAsync(string query)
    {
        var records = await usage.Server.GetJsonAsync("/api/ai-usage/records?period=all&pageSize=200" + query);
        Assert.Equal((long)records["totalCount"]!, records["items"]!.AsArray().Count);
        return [.. records["items"]!.AsArray().Select(record => record!)];
    }
}
