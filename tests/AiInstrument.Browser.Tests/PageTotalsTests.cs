using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Browser.Tests;

/// <summary>What pages, the JSON API and the database say of the same calls: three ways that must end in the same numbers.</summary>
public sealed partial class PageTotalsTests(DeskSite site)
{
    private const string Counted = "count(*), coalesce(sum(cost_nano_usd), 0), coalesce(sum(input_tokens), 0) + coalesce(sum(output_tokens), 0) FROM interactions WHERE counted = 1";

    /// <summary>Each explorer: its address, its name in the API, and where records have it.</summary>
    public static TheoryData<string, string, string> Explorers => new(
        ("features", "groups?by=feature", "feature_id"),
        ("routes", "groups?by=route", "entry_point_id"),
        ("models", "groups?by=model", "model_id"),
        ("providers", "groups?by=provider", "provider_id"),
        ("categories", "groups?by=category", "category_id"),
        ("organizations", "groups?by=organization", "organization_id"),
        ("users", "groups?by=user", "user_id"),
        ("projects", "groups?by=project", "project_id"),
        ("services", "groups?by=service", "service_id"),
        ("call-sites", "call-sites?sort=-cost", "call_site_id"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Every row of an explorer: name, calls, cost and, where the page has them, input and output tokens. Rows without calls are names that a registry declares.</summary>
    [Theory]
    [MemberData(nameof(Explorers))]
    public async Task Every_row_of_an_explorer_is_what_the_api_and_the_records_say(string address, string api, string column)
    {
        await site.ReadyAsync();
        var tokens = column != "call_site_id";
        var told = new List<(string?, long[])>();
        var shown = new List<(string?, long[])>();
        for (int page = 1, count = 1; told.Count < count; page++)
        {
            var query = string.Create(CultureInfo.InvariantCulture, $"period=all&pageSize=200&page={page}");
            var answer = await site.JsonAsync($"/api/ai-usage/{api}&{query}");
            count = (int)answer["totalCount"]!;
            told.AddRange(answer["items"]!.AsArray().Select(item => ((string?)item!["name"], Sums(item["usage"]!, tokens))));
            var html = await site.Admin.GetStringAsync($"/{address}?{query}", Cancellation);
            shown.AddRange(Row().Matches(Body().Match(html).Value).Select(row => Shown(row.Value, tokens)));
            Assert.True(answer["items"]!.AsArray().Count > 0, "A page of the answer is empty.");
        }

        var stored = await site.SqlAsync($"SELECT (SELECT value FROM dimension_values WHERE id = {column}), count(*), coalesce(sum(cost_nano_usd), 0){(tokens ? ", coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0)" : "")} FROM interactions WHERE counted = 1 GROUP BY {column}");
        var expected = Called(stored.Select(row => ((string?)row[0], row.Skip(1).Cast<long>().ToArray())));
        Assert.NotEmpty(stored);
        Assert.Equal(expected, Called(told));
        Assert.Equal(expected, Called(shown));
    }

    /// <summary>Cost, calls and tokens of each card of the overview.</summary>
    [Fact]
    public async Task Every_card_of_the_overview_is_what_the_api_and_the_records_say()
    {
        await site.ReadyAsync();
        var html = await site.Admin.GetStringAsync("/", Cancellation);
        var cards = Card().Matches(html);
        Assert.True(cards.Count >= 4, $"{cards.Count} cards");
        foreach (Match card in cards)
        {
            var period = card.Groups["period"].Value;
            var stats = await site.JsonAsync($"/api/ai-usage/stats?period={period}");
            var totals = stats["totals"]!;
            var told = Line(period, (long)totals["calls"]!, (long)totals["costNanoUsd"]!, (long)totals["inputTokens"]! + (long)totals["outputTokens"]!);
            var from = stats["from"] is { } day ? DateTimeOffset.Parse((string)day!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : DateTimeOffset.UnixEpoch;
            var stored = Assert.Single(await site.SqlAsync($"SELECT {Counted} AND start_unix_nano >= {(from - DateTimeOffset.UnixEpoch).Ticks * 100}"));

            Assert.Equal(told, Line(period, Number(card.Groups["calls"].Value), long.Parse(card.Groups["cost"].Value, CultureInfo.InvariantCulture), Number(card.Groups["tokens"].Value)));
            Assert.Equal(told, Line(period, [.. stored.Cast<long>()]));
        }
    }

    /// <summary>The call sites of each state, their number, and the calls of each: here those of agents too, which were seen and are not counted.</summary>
    [Fact]
    public async Task Coverage_is_what_the_api_and_the_records_say()
    {
        await site.ReadyAsync();
        var report = await site.JsonAsync("/api/ai-usage/coverage?period=all");
        var html = await site.Admin.GetStringAsync("/coverage?period=all", Cancellation);
        var sites = report["callSites"]!.AsArray();
        var told = sites.GroupBy(one => (string)one!["state"]!).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var shown = State().Matches(html).ToDictionary(state => state.Groups["state"].Value, state => (int)Number(state.Groups["count"].Value), StringComparer.Ordinal);

        Assert.NotEmpty(told);
        Assert.Equal(sites.Count, shown.Values.Sum());
        Assert.All(told, state => Assert.Equal(state.Value, shown[state.Key]));

        var stored = await site.SqlAsync("SELECT (SELECT value FROM dimension_values WHERE id = call_site_id), count(*) FROM interactions WHERE call_site_id <> 0 GROUP BY call_site_id");
        Assert.Equal(
            Called(stored.Select(row => ((string?)row[0], (long[])[(long)row[1]!]))),
            Called(sites.GroupBy(one => (string)one!["id"]!, one => (long)one!["calls"]!).Select(one => ((string?)one.Key, (long[])[one.Max()]))));
    }

    /// <summary>A closed month: its page, its lines in the API, and the records of the organization in that month.</summary>
    [Fact]
    public async Task A_statement_is_what_the_api_and_the_records_say()
    {
        await site.ReadyAsync();
        var statement = await site.JsonAsync("/api/ai-usage/billing/statements/1");
        var (summary, lines) = (statement["statement"]!, statement["lines"]!.AsArray());
        var month = DateTimeOffset.ParseExact((string)summary["month"]! + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var stored = Assert.Single(await site.SqlAsync(
            $"SELECT {Counted} AND organization_id = (SELECT id FROM dimension_values WHERE kind = (SELECT kind FROM dimension_values d JOIN interactions i ON i.organization_id = d.id LIMIT 1) AND value = '{(string)summary["organization"]!}') AND start_unix_nano >= {Nanos(month)} AND start_unix_nano < {Nanos(month.AddMonths(1))}"));
        var totals = Sums(summary["total"]!, tokens: true);
        var expected = Line(null, totals[0], totals[1], totals[2] + totals[3]);
        var html = await site.Admin.GetStringAsync("/billing/statements/1", Cancellation);
        var shown = Totals().Match(html).Value;

        Assert.True(totals[0] > 0);
        Assert.Equal(expected, Line(null, [.. stored.Cast<long>()]));
        Assert.Equal(expected, Line(null, lines.Sum(line => (long)line!["calls"]!), lines.Sum(line => (long)line!["costNanoUsd"]!), lines.Sum(line => (long)line!["inputTokens"]! + (long)line["outputTokens"]!)));
        Assert.Contains($">{(totals[1] / 1_000_000_000m).ToString("$0.000000000", CultureInfo.InvariantCulture)}<", shown, StringComparison.Ordinal);
        Assert.Contains($">{totals[0].ToString("N0", CultureInfo.InvariantCulture)}<", shown, StringComparison.Ordinal);
        Assert.Contains($"title=\"{totals[2].ToString("N0", CultureInfo.InvariantCulture)}\"", shown, StringComparison.Ordinal);
        Assert.Contains($"title=\"{totals[3].ToString("N0", CultureInfo.InvariantCulture)}\"", shown, StringComparison.Ordinal);
    }

    private static long[] Sums(JsonNode usage, bool tokens) =>
        [(long)usage["calls"]!, (long)usage["costNanoUsd"]!, .. tokens ? (long[])[(long)usage["inputTokens"]!, (long)usage["outputTokens"]!] : []];

    private static string Line(string? name, params long[] sums) => $"{(string.IsNullOrEmpty(name) ? "-" : name)} {string.Join(' ', sums)}";

    // Names without calls are there because a registry declares them: records know nothing of them.
    private static string Called(IEnumerable<(string? Name, long[] Sums)> rows) => string.Join('\n', rows.Where(row => row.Sums[0] > 0).Select(row => Line(row.Name, row.Sums)).Order(StringComparer.Ordinal));

    private static long Nanos(DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).Ticks * 100;

    private static long Number(string text) => long.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    // A cost that is all unknown has no figure: its sum is 0.
    private static (string?, long[]) Shown(string row, bool tokens)
    {
        var name = tokens ? NamedBy().Match(row) : Code().Match(row);
        var sums = new List<long> { Plain().Match(row) is { Success: true } calls ? Number(calls.Groups[1].Value) : 0, Cost().Match(row) is { Success: true } cost ? long.Parse(cost.Groups[1].Value, CultureInfo.InvariantCulture) : 0 };
        if (tokens)
        {
            sums.AddRange(Token().Matches(row).Select(match => Number(match.Groups[1].Value)));
        }

        return (name.Success ? WebUtility.HtmlDecode(name.Groups["name"].Value) : null, [.. sums]);
    }

    [GeneratedRegex("(?<=<table class=\"ledger explorer[^>]*>.*?)<tbody>.*?</tbody>", RegexOptions.Singleline)]
    private static partial Regex Body();

    [GeneratedRegex("<tr\\b.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("<a class=\"name ?\" [^>]*title=\"(?<name>[^\"]*)\"")]
    private static partial Regex NamedBy();

    [GeneratedRegex("<code>(?<name>[^<]+)</code>")]
    private static partial Regex Code();

    [GeneratedRegex("<td class=\"number\"><a class=\"figure\"(?: href=\"[^\"]*\")?>([0-9,]+)</a></td>")]
    private static partial Regex Plain();

    [GeneratedRegex("<data value=\"(-?[0-9]+)\"")]
    private static partial Regex Cost();

    [GeneratedRegex("<td class=\"number\"><a class=\"figure\"[^>]*title=\"([0-9,]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("<article class=\"card-stat[^\"]*\">.*?<h2><a href=\"[^\"]*period=(?<period>[^\"&]+)\".*?<data value=\"(?<cost>[0-9]+)\".*?<dd><a[^>]*title=\"(?<calls>[0-9,]+)\".*?<dd><a[^>]*title=\"(?<tokens>[0-9,]+)\".*?</article>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Card();

    [GeneratedRegex("<h2><a href=\"/coverage\\?[^\"]*state=(?<state>[a-z-]+)[^\"]*\">.*?<p class=\"headline\">(?<count>[0-9,]+)</p>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex State();

    [GeneratedRegex("<dl class=\"totals\">.*?</dl>", RegexOptions.Singleline)]
    private static partial Regex Totals();
}
