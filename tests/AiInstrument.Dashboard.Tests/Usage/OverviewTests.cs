using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AiInstrument.Dashboard.Tests.Support;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Dashboard.Tests.Usage;

/// <summary>Peak hours, flows and feature performance: the page's figures are the API's, and those are the sums over the rows.</summary>
public sealed partial class OverviewTests(ServedUsage usage)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("period=all", "1")]
    [InlineData("period=all&tz=Europe/Istanbul", "1")]
    [InlineData("period=2026-03-02..2026-03-09&tz=America/New_York", "start_unix_nano >= 1772409600000000000 AND start_unix_nano < 1773100800000000000")]
    [InlineData("period=all&organization=org-aurora&measure=cost", "(SELECT value FROM dimension_values WHERE id = organization_id) = 'org-aurora'")]
    [InlineData("period=90d&feature=ticket.summarize&model=gpt-4o-mini&measure=tokens", "start_unix_nano >= 1765843200000000000 AND (SELECT value FROM dimension_values WHERE id = feature_id) = 'ticket.summarize' AND (SELECT value FROM dimension_values WHERE id = model_id) = 'gpt-4o-mini'")]
    public async Task Peak_hours_and_flows_add_up_to_the_totals_and_to_the_rows(string scope, string rows)
    {
        var (calls, cost) = await RowsAsync(rows);
        Assert.True(calls > 0);
        foreach (var (address, list) in ((string, string)[])[("heatmap", "cells"), ("flow", "flows")])
        {
            var answer = await usage.Server.GetJsonAsync($"/api/ai-usage/{address}?{scope.Replace("&measure=cost", "", StringComparison.Ordinal)}");
            var parts = answer[list]!.AsArray();
            foreach (var measure in (string[])["calls", "succeeded", "failed", "inputTokens", "outputTokens", "costNanoUsd", "unpricedCalls", "unpricedTokens", "estimatedCalls", "durationMs"])
            {
                Assert.Equal((long)answer["totals"]![measure]!, parts.Sum(part => (long)part![measure]!));
            }

            Assert.Equal((calls, cost), ((long)answer["totals"]!["calls"]!, (long)answer["totals"]!["costNanoUsd"]!));
        }

        var html = WebUtility.HtmlDecode(await usage.Admin.GetStringAsync("/?" + scope, Cancellation));
        var week = Week().Match(html).Value;
        var measureOfPage = scope.Contains("tokens", StringComparison.Ordinal) ? "inputTokens,outputTokens" : "costNanoUsd";
        var heat = await usage.Server.GetJsonAsync("/api/ai-usage/heatmap?" + scope);
        Assert.Equal(
            heat["cells"]!.AsArray().Select(cell => measureOfPage.Split(',').Sum(name => (long)cell![name]!)).Where(value => value > 0).Order(),
            Values(week).Where(value => value > 0).Order());
        Assert.Equal(calls, CallsOf(Paths().Match(html).Value));
    }

    [Fact]
    public async Task An_hour_is_that_of_the_zone_and_of_utc_where_the_zone_is_not_whole_hours_away()
    {
        // Sunday 23:30 in UTC.
        await using var server = await RunningServer.StartAsync(new TestSpan { Age = FixedTime.Now - new DateTimeOffset(2026, 3, 8, 23, 30, 0, TimeSpan.Zero) });

        Assert.Equal(("UTC", "sunday", 23), await CellAsync("UTC"));
        Assert.Equal(("Europe/Istanbul", "monday", 2), await CellAsync("Europe/Istanbul"));
        Assert.Equal(("America/New_York", "sunday", 19), await CellAsync("America/New_York"));
        Assert.Equal(("UTC", "sunday", 23), await CellAsync("Asia/Kolkata"));

        async Task<(string Zone, string Day, int Hour)> CellAsync(string zone)
        {
            var answer = await server.GetJsonAsync("/api/ai-usage/heatmap?period=30d&tz=" + zone);
            var cell = Assert.Single(answer["cells"]!.AsArray())!;
            return ((string)answer["timeZone"]!, (string)cell["day"]!, (int)cell["hour"]!);
        }
    }

    [Fact]
    public async Task An_hour_before_and_after_the_clocks_change_is_the_same_local_hour()
    {
        // Summer time in New York began on Sunday, 8 March: 14:00 UTC was 9 o'clock on the Monday before, 13:00 UTC on the Monday after.
        await using var server = await RunningServer.StartAsync(At(2, 14), At(9, 13));

        var answer = await server.GetJsonAsync("/api/ai-usage/heatmap?period=30d&tz=America/New_York");

        var cell = Assert.Single(answer["cells"]!.AsArray())!;
        Assert.Equal(("monday", 9, 2L), ((string)cell["day"]!, (int)cell["hour"]!, (long)cell["calls"]!));

        static TestSpan At(int day, int hour) => new() { Age = FixedTime.Now - new DateTimeOffset(2026, 3, day, hour, 10, 0, TimeSpan.Zero) };
    }

    [Fact]
    public async Task Hours_that_are_not_kept_are_said_not_to_be()
    {
        var heat = await usage.Server.GetJsonAsync("/api/ai-usage/heatmap?user=user-1");
        var html = WebUtility.HtmlDecode(await usage.Admin.GetStringAsync("/?user=user-1", Cancellation));

        Assert.Null(heat["cells"]);
        Assert.True((long)heat["totals"]!["calls"]! > 0);
        Assert.Contains("Hours are kept for all calls and for one narrowing", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_of_the_flow_has_the_largest_and_one_for_the_rest()
    {
        var spans = Enumerable.Range(1, 12).SelectMany(number => Enumerable.Repeat(new TestSpan { Feature = $"feature.{number:00}", Route = $"GET /{number}" }, number)).Append(TestSpan.Unpriced);
        await using var server = await RunningServer.StartAsync(spans);
        using var admin = await server.SignInAsync();

        var html = WebUtility.HtmlDecode(await admin.GetStringAsync("/?measure=calls", Cancellation));
        var paths = Paths().Match(html).Value;

        Assert.Equal(79, CallsOf(paths));

        // The four smallest and the unpriced one: 1 + 2 + 3 + 4 + 1 calls, of which the last has a model of its own.
        Assert.Matches("<th scope=\"row\">Other</th><td>Other</td><td>gpt-4o-mini</td>\\s*<td class=\"number\"><a class=\"figure\"><data value=\"10\">", paths);
        Assert.DoesNotContain("feature.04", paths, StringComparison.Ordinal);
        Assert.Contains("feature.05", paths, StringComparison.Ordinal);
        Assert.Contains("class=\"flow-name\">Other</span>", html, StringComparison.Ordinal);
        Assert.Contains("1 unpriced calls have no cost to draw", WebUtility.HtmlDecode(await admin.GetStringAsync("/", Cancellation)), StringComparison.Ordinal);
        Assert.DoesNotContain("$0.00<", await admin.GetStringAsync("/?model=inhouse-7b&measure=cost", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feature_shows_how_it_did()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan(), new TestSpan { Milliseconds = 3_000 }, new TestSpan { Failed = true }, TestSpan.Unpriced);
        using var admin = await server.SignInAsync();

        var table = WebUtility.HtmlDecode(Performance().Match(await admin.GetStringAsync("/", Cancellation)).Value);
        var cells = Cell().Matches(table).Select(match => Tag().Replace(match.Groups["cell"].Value, "").Trim()).ToList();

        Assert.Equal(["3", "66.7%"], cells[..2]);
        Assert.EndsWith("s", cells[2], StringComparison.Ordinal);
        Assert.Equal("$0.00021", cells[4]);
        Assert.Equal("unpriced", cells[10]);
    }

    private async Task<(long Calls, long Cost)> RowsAsync(string condition)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(usage.Server.Folder, "aiinstrument.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*), coalesce(sum(cost_nano_usd), 0) FROM interactions WHERE counted = 1 AND {condition}";
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        await reader.ReadAsync(Cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private static long CallsOf(string paths) => Calls().Matches(paths).Sum(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    private static IEnumerable<long> Values(string html) => Data().Matches(html).Select(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex("<table class=\"ledger\" id=\"week\">.*?<tfoot>", RegexOptions.Singleline)]
    private static partial Regex Week();

    [GeneratedRegex("<table class=\"ledger\" id=\"paths\">.*?</table>", RegexOptions.Singleline)]
    private static partial Regex Paths();

    [GeneratedRegex("<table class=\"ledger performance\">.*?</table>", RegexOptions.Singleline)]
    private static partial Regex Performance();

    [GeneratedRegex("<td class=\"number\">(?<cell>.*?)</td>", RegexOptions.Singleline)]
    private static partial Regex Cell();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex("<td class=\"number\"><a class=\"figure\"[^>]*><data value=\"([0-9]+)\"")]
    private static partial Regex Calls();

    [GeneratedRegex("<data value=\"(-?[0-9]+)\"")]
    private static partial Regex Data();
}
