using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace AiInstrument.Browser.Tests;

/// <summary>Figures that link to records: each is the total of the list that it leads to, and lists are what the API and the database say.</summary>
public sealed partial class LinkedFigureTests(DeskSite site)
{
    private const int MostOfAPage = 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_figure_that_leads_to_records_is_their_total()
    {
        await site.ReadyAsync();
        var lists = new ConcurrentDictionary<string, Lazy<Task<HashSet<string>>>>(StringComparer.Ordinal);
        var complaints = new ConcurrentBag<string>();
        var compared = 0;
        await Parallel.ForEachAsync(site.Pages.Addresses.Where(address => !address.StartsWith("/error", StringComparison.Ordinal)), Cancellation, async (address, cancellation) =>
        {
            var html = await site.Admin.GetStringAsync(address, cancellation);
            foreach (Match figure in Figure().Matches(html).DistinctBy(match => match.Value).Take(MostOfAPage))
            {
                var list = WebUtility.HtmlDecode(figure.Groups["list"].Value);
                if (Shown(figure) is not { } shown)
                {
                    continue;
                }

                Interlocked.Increment(ref compared);
                var totals = await lists.GetOrAdd(list, key => new(() => TotalsAsync(key))).Value;
                if (!totals.Contains(shown))
                {
                    complaints.Add($"{address}: shows {shown}, and {list} has {string.Join(' ', totals)}");
                }
            }
        });

        Assert.True(complaints.IsEmpty, string.Join('\n', complaints.Order(StringComparer.Ordinal)));
        Assert.True(compared > 200, $"only {compared} figures");
    }

    /// <summary>Calls that count are a list's total; spans that do not are all of another.</summary>
    [Fact]
    public async Task Every_number_of_calls_on_coverage_is_that_of_its_list()
    {
        await site.ReadyAsync();
        var html = await site.Admin.GetStringAsync("/coverage?period=all", Cancellation);
        var sites = Sites().Match(html).Value;
        var counted = Figure().Matches(sites).Select(match => (List: WebUtility.HtmlDecode(match.Groups["list"].Value), Shown: match.Groups["text"].Value.Replace(",", "", StringComparison.Ordinal))).ToList();
        var uncounted = Uncounted().Matches(sites).Select(match => (List: WebUtility.HtmlDecode(match.Groups["list"].Value), Shown: match.Groups["count"].Value.Replace(",", "", StringComparison.Ordinal))).ToList();

        Assert.True(counted.Count > 5, sites);
        Assert.NotEmpty(uncounted);
        foreach (var (list, shown) in counted.Concat(uncounted))
        {
            var rows = RowCount().Match(await site.Admin.GetStringAsync(list, Cancellation)).Groups[1].Value.Replace(",", "", StringComparison.Ordinal);
            Assert.True(rows == shown, $"{list} has {rows}, and coverage says {shown}");
        }

        Assert.All(counted, one => Assert.DoesNotContain("status=", one.List, StringComparison.Ordinal));
        Assert.All(uncounted, one => Assert.Contains("status=uncounted", one.List, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("byFeature", "feature", "feature_id")]
    [InlineData("byModel", "model", "model_id")]
    [InlineData("byProvider", "provider", "provider_id")]
    [InlineData("byRoute", "route", "entry_point_id")]
    [InlineData("byCategory", "category", "category_id")]
    [InlineData("byOrganization", "organization", "organization_id")]
    public async Task The_api_says_what_the_database_says(string groups, string name, string column)
    {
        await site.ReadyAsync();
        var stats = await site.JsonAsync("/api/ai-usage/stats?period=all");
        var told = stats[groups]!.AsArray().Select(group => Line((string?)group![name], (long)group["calls"]!, (long)group["costNanoUsd"]!, (long)group["inputTokens"]!, (long)group["outputTokens"]!, (long)group["unpricedCalls"]!));

        var stored = (await site.SqlAsync($"""
            SELECT (SELECT value FROM dimension_values WHERE id = {column}), count(*), coalesce(sum(cost_nano_usd), 0), coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0), sum(unpriced)
            FROM interactions WHERE counted = 1 GROUP BY {column}
            """)).Select(row => Line((string?)row[0], [.. row.Skip(1).Cast<long>()]));

        Assert.Equal(string.Join('\n', stored.Order(StringComparer.Ordinal)), string.Join('\n', told.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("period=7d")]
    [InlineData("period=30d&model=gpt-4o-mini-2024-07-18")]
    [InlineData("period=all&status=error")]
    [InlineData("period=all&organization=acme")]
    [InlineData("period=90d&user=ada.aksoy&sort=-cost")]
    public async Task A_list_shows_the_sums_of_its_rows(string query)
    {
        await site.ReadyAsync();
        var (count, cost, input, output) = (0L, 0L, 0L, 0L);
        for (var page = 1; ; page++)
        {
            var items = (await site.JsonAsync($"/api/ai-usage/records?{query}&pageSize=200&page={page}"))["items"]!.AsArray();
            if (items.Count == 0)
            {
                break;
            }

            count += items.Count;
            cost += items.Sum(item => (long?)item!["costNanoUsd"] ?? 0);
            input += items.Sum(item => (long?)item!["inputTokens"] ?? 0);
            output += items.Sum(item => (long?)item!["outputTokens"] ?? 0);
        }

        Assert.True(count > 0);
        var totals = await TotalsAsync("/records?" + query);
        Assert.Superset(new HashSet<string>([.. new[] { count, cost, input, output }.Select(sum => sum.ToString(CultureInfo.InvariantCulture))]), totals);
    }

    private static string Line(string? name, params long[] sums) => $"{(string.IsNullOrEmpty(name) ? "-" : name)} {string.Join(' ', sums)}";

    // What a figure says exactly; null for shares and times, which are no sums.
    private static string? Shown(Match figure)
    {
        if (Data().Match(figure.Value) is { Success: true } data)
        {
            return data.Groups[1].Value;
        }

        var text = Title().Match(figure.Groups["open"].Value) is { Success: true } title && !figure.Groups["kind"].Value.StartsWith("note", StringComparison.Ordinal) ? title.Groups[1].Value : Tag().Replace(figure.Groups["text"].Value, "").Trim();
        return Count().Match(text) is { Success: true } count ? count.Groups[1].Value.Replace(",", "", StringComparison.Ordinal) : null;
    }

    private async Task<HashSet<string>> TotalsAsync(string list)
    {
        var html = await site.Admin.GetStringAsync(list, Cancellation);
        var sums = Data().Matches(Totals().Match(html).Value).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

        // Tokens are input and output together.
        if (Tokens().Matches(Totals().Match(html).Value).Select(match => long.Parse(match.Groups[1].Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)).ToList() is [var input, _, var output, ..])
        {
            sums.Add((input + output).ToString(CultureInfo.InvariantCulture));
        }

        return sums;
    }

    [GeneratedRegex("<a class=\"(?<kind>figure|note[^\"]*)\"(?<open>[^>]*?href=\"(?<list>/records(?:\\?[^\"]*)?)\"[^>]*)>(?<text>.*?)</a>", RegexOptions.Singleline)]
    private static partial Regex Figure();

    [GeneratedRegex("aria-labelledby=\"sites\".*?</section>", RegexOptions.Singleline)]
    private static partial Regex Sites();

    [GeneratedRegex("<a href=\"(?<list>/records[^\"]*status=uncounted[^\"]*)\"[^>]*>&#x2B;(?<count>[0-9][0-9,]*)[^<]*</a>")]
    private static partial Regex Uncounted();

    [GeneratedRegex("<h2 id=\"rows\">[^<]*<span class=\"count\">([0-9,]+)</span>")]
    private static partial Regex RowCount();

    [GeneratedRegex("<data value=\"(-?[0-9]+)\"")]
    private static partial Regex Data();

    [GeneratedRegex("title=\"([0-9,]+)\"")]
    private static partial Regex Title();

    // A number and perhaps words, but no unit: 12, or 3 unpriced.
    [GeneratedRegex("^([0-9][0-9,]*)(?: (?!ms|s|min|h)[a-z].*)?$")]
    private static partial Regex Count();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex("<dl class=\"totals\">.*?</dl>", RegexOptions.Singleline)]
    private static partial Regex Totals();

    [GeneratedRegex("<data value=\"[0-9]+\" title=\"([0-9,]+)\"")]
    private static partial Regex Tokens();
}
