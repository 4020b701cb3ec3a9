using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Dashboard.Tests.Usage;

/// <summary>The promise of the dashboard: every total is the sum of its records.</summary>
public sealed partial class TotalsTests(ServedUsage usage)
{
    private static readonly string[] Measures =
        ["calls", "succeeded", "failed", "inputTokens", "outputTokens", "costNanoUsd", "unpricedCalls", "unpricedTokens", "estimatedCalls"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Scopes =>
        ["period=1d", "period=7d", "period=30d", "period=90d", "period=all", "period=2026-03-02..2026-03-09", "period=2026-02", "period=all&model=gpt-4o", "period=all&without=feature", "period=90d&organization=org-aurora&feature=ticket.summarize"];

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task Totals_are_the_sum_of_all_records(string scope)
    {
        var stats = await usage.Server.GetJsonAsync("/api/ai-usage/stats?" + scope);
        var records = await AllRecordsAsync(scope);

        var totals = stats["totals"]!;
        Assert.Equal(records.Count, (long)totals["calls"]!);
        Assert.Equal(records.Sum(r => (long?)r["costNanoUsd"] ?? 0), (long)totals["costNanoUsd"]!);
        Assert.Equal(records.Sum(r => (long?)r["inputTokens"] ?? 0), (long)totals["inputTokens"]!);
        Assert.Equal(records.Sum(r => (long?)r["outputTokens"] ?? 0), (long)totals["outputTokens"]!);
        Assert.Equal(records.Count(r => (bool)r["unpriced"]!), (long)totals["unpricedCalls"]!);
        Assert.Equal(records.Count(r => (bool)r["estimated"]!), (long)totals["estimatedCalls"]!);
        Assert.Equal(records.Count(r => (string)r["status"]! == "ok"), (long)totals["succeeded"]!);
        Assert.Equal(records.Count(r => (string)r["status"]! == "error"), (long)totals["failed"]!);
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task Every_breakdown_adds_up_to_the_totals(string scope)
    {
        var stats = await usage.Server.GetJsonAsync("/api/ai-usage/stats?" + scope);

        foreach (var breakdown in (string[])["byModel", "byFeature", "byRoute", "byProvider", "byCategory", "byOrganization", "byDay"])
        {
            foreach (var measure in Measures)
            {
                Assert.Equal((long)stats["totals"]![measure]!, stats[breakdown]!.AsArray().Sum(group => (long)group![measure]!));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task Pages_show_the_totals_of_the_api(string scope)
    {
        var totals = (await usage.Server.GetJsonAsync("/api/ai-usage/stats?" + scope))["totals"]!;
        var expected = new[] { (long)totals["costNanoUsd"]!, (long)totals["calls"]!, (long)totals["inputTokens"]!, (long)totals["cachedInputTokens"]!, (long)totals["outputTokens"]! };

        foreach (var page in Pages.Explorers.Append("/records"))
        {
            var html = await usage.Admin.GetStringAsync(page + "?" + scope, Cancellation);
            Assert.Equal(expected, DataValues(Totals().Match(html).Value));
        }
    }

    [Fact]
    public async Task The_overviews_cards_show_the_totals_of_their_periods()
    {
        var html = await usage.Admin.GetStringAsync("/", Cancellation);
        var shown = Headline().Matches(html).Select(match => Assert.Single(DataValues(match.Value)));

        var expected = new List<long>();
        foreach (var period in (string[])["1d", "7d", "2026-03", "30d", "all"])
        {
            expected.Add((long)(await usage.Server.GetJsonAsync("/api/ai-usage/stats?period=" + period))["totals"]!["costNanoUsd"]!);
        }

        Assert.Equal(expected, shown);
    }

    [Fact]
    public async Task What_is_unpriced_is_never_shown_as_zero()
    {
        await using var server = await RunningServer.StartAsync(TestSpan.Unpriced);
        using var admin = await server.SignInAsync();

        foreach (var page in (string[])["/", "/models", "/records", "/records/1"])
        {
            var html = await admin.GetStringAsync(page, Cancellation);
            Assert.Contains("unpriced", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("$0.00", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_mixed_total_says_how_many_calls_it_leaves_out()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan(), TestSpan.Unpriced, TestSpan.Unpriced);
        using var admin = await server.SignInAsync();

        var html = await admin.GetStringAsync("/records", Cancellation);

        Assert.Contains(">$0.00021</data>", html, StringComparison.Ordinal);
        Assert.Contains("2 unpriced</a>", html, StringComparison.Ordinal);
    }

    private static IEnumerable<long> DataValues(string html) =>
        DataElement().Matches(html).Select(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    private async Task<IReadOnlyList<JsonNode>> AllRecordsAsync(string scope)
    {
        var records = new List<JsonNode>();
        for (var page = 1; ; page++)
        {
            var answer = await usage.Server.GetJsonAsync($"/api/ai-usage/records?{scope}&pageSize=7&page={page}");
            var items = answer["items"]!.AsArray();
            records.AddRange(items!);
            if (items.Count == 0)
            {
                Assert.Equal(records.Count, (int)answer["totalCount"]!);
                return records;
            }
        }
    }

    [GeneratedRegex("<dl class=\"totals\">.*?</dl>", RegexOptions.Singleline)]
    private static partial Regex Totals();

    [GeneratedRegex("<p class=\"headline\">.*?</p>", RegexOptions.Singleline)]
    private static partial Regex Headline();

    [GeneratedRegex("<data value=\"(-?[0-9]+)\"")]
    private static partial Regex DataElement();
}
