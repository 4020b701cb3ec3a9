using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Tests.Support;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Dashboard.Tests.Spending;

public sealed partial class BillingTests(ServedUsage usage)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("org-aurora", "2026-03")]
    [InlineData("org-aurora", "2026-02")]
    [InlineData("org-borealis", "2026-03")]
    [InlineData("org-aurora", "2025-08")]
    public async Task Page_api_csv_and_database_agree_to_the_nano_dollar(string organization, string month)
    {
        var first = DateOnly.ParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture);
        var (from, before) = (Nanos(first), Nanos(first.AddMonths(1)));
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(usage.Server.Folder, "aiinstrument.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT coalesce(sum(cost_nano_usd), 0), count(*), coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0) FROM interactions
            WHERE counted AND start_unix_nano >= {from} AND start_unix_nano < {before} AND organization_id = (SELECT id FROM dimension_values WHERE kind = 7 AND value = $organization)
            """;
        command.Parameters.AddWithValue("$organization", organization);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        await reader.ReadAsync(Cancellation);
        var expected = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
        Assert.True(expected.Item1 > 0);

        var api = (await usage.Admin.GetFromJsonAsync<JsonObject>($"/api/ai-usage/billing?organization={organization}&month={month}", Cancellation))!;
        Assert.Equal(expected, Sums(api["totals"]!));
        Assert.Equal("UTC", api["timeZone"]!.GetValue<string>());
        foreach (var group in (string[])["byFeature", "byModel", "byCategory"])
        {
            Assert.Equal(expected.Item1, api[group]!.AsArray().Sum(row => row!["costNanoUsd"]!.GetValue<long>()));
        }

        var lines = await CsvFile.ReadAsync(usage.Admin, $"/api/ai-usage/billing/lines?organization={organization}&month={month}&format=csv");
        Assert.Equal(expected, (Sum("cost_nano_usd"), Sum("calls"), Sum("input_tokens"), Sum("output_tokens")));
        Assert.Equal(expected.Item1 / 1_000_000_000m, lines.Sum(line => decimal.Parse(line["cost_usd"], CultureInfo.InvariantCulture)));
        var html = await usage.Admin.GetStringAsync($"/billing?organization={organization}&month={month}", Cancellation);
        Assert.Equal(expected.Item1, long.Parse(Cost().Match(html).Groups[1].Value, CultureInfo.InvariantCulture));

        long Sum(string column) => lines.Sum(line => long.Parse(line[column], CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_total_is_that_of_all_time()
    {
        var api = (await usage.Admin.GetFromJsonAsync<JsonObject>("/api/ai-usage/billing?organization=org-aurora", Cancellation))!;
        var ever = (await usage.Admin.GetFromJsonAsync<JsonObject>("/api/ai-usage/stats?organization=org-aurora&period=all", Cancellation))!;

        Assert.Equal("2026-03", api["month"]!.GetValue<string>());
        Assert.Equal(Sums(ever["totals"]!), Sums(api["total"]!));
        Assert.True(Sums(api["total"]!).Calls > Sums(api["totals"]!).Calls);
    }

    [Fact]
    public async Task Both_languages_say_that_the_month_is_utc()
    {
        using var turkish = new HttpRequestMessage(HttpMethod.Get, "/billing?organization=org-aurora&month=2026-02");
        turkish.Headers.Add("Accept-Language", "tr");
        using var response = await usage.Admin.SendAsync(turkish, Cancellation);

        Assert.Contains("February 2026 in UTC", await usage.Admin.GetStringAsync("/billing?organization=org-aurora&month=2026-02", Cancellation), StringComparison.Ordinal);
        Assert.Contains("Şubat 2026, UTC", WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_is_no_formula()
    {
        await using var server = await RunningServer.StartAsync(
            new TestSpan { Organization = "=cmd|' /C calc'!A0", Feature = "+1+1", Model = "@SUM(1)", Category = "-2", Provider = "a,\"b\"\r\nc" },
            new TestSpan { Organization = "=cmd|' /C calc'!A0", Feature = "＝1", Model = "plain", Category = "\t=1" });
        using var admin = await server.SignInAsync();

        var lines = await CsvFile.ReadAsync(admin, "/api/ai-usage/billing/lines?format=csv&organization=" + Uri.EscapeDataString("=cmd|' /C calc'!A0"));

        Assert.Equal(2, lines.Count);
        foreach (var line in lines)
        {
            Assert.All(["organization", "feature", "category"], column => Assert.StartsWith("'", line[column], StringComparison.Ordinal));
            Assert.DoesNotContain(line.Values, value => value.Length > 0 && "=+@\t".Contains(value[0], StringComparison.Ordinal));
        }

        Assert.Contains(lines, line => line["provider"] == "a,\"b\"\r\nc");
    }

    [Fact]
    public async Task A_month_is_closed_by_an_admin_read_by_its_members_and_corrected_later()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan { Age = TimeSpan.FromDays(30) });
        using var admin = await server.SignInAsync();
        using var member = await server.SignInAsAsync("max", UserRole.Member, "org-aurora");
        const string Month = "/billing?organization=org-aurora&month=2026-02";
        Assert.DoesNotContain("Close the month", await member.GetStringAsync(Month, Cancellation), StringComparison.Ordinal);

        using var running = await RunningServer.SubmitAsync(admin, Month, "/billing?organization=org-aurora&month=2026-03&handler=Close", []);
        using var closed = await RunningServer.SubmitAsync(admin, Month, Month + "&handler=Close", new() { ["carry"] = "true" });
        using var again = await RunningServer.SubmitAsync(admin, "/account", Month + "&handler=Close", []);
        Assert.Equal([400, 302, 400], [(int)running.StatusCode, (int)closed.StatusCode, (int)again.StatusCode]);
        var statement = await member.GetStringAsync("/billing/statements/1", Cancellation);
        Assert.Contains("stays as it was billed", statement, StringComparison.Ordinal);
        Assert.Contains("Price ", statement, StringComparison.Ordinal);
        var frozen = await CsvFile.ReadAsync(member, "/api/ai-usage/billing/statements/1?format=csv");

        await server.SendAsync([new TestSpan { Age = TimeSpan.FromDays(29), Input = 123_456 }]);

        var corrections = (await member.GetFromJsonAsync<JsonObject>("/api/ai-usage/billing/corrections?organization=org-aurora", Cancellation))!["corrections"]!.AsArray();
        var correction = Assert.Single(corrections)!;
        Assert.Equal(("usage", 1L, 123_456L), (correction["reason"]!.GetValue<string>(), correction["statementId"]!.GetValue<long>(), correction["difference"]!["inputTokens"]!.GetValue<long>()));
        Assert.Contains("late calls", await member.GetStringAsync(Month, Cancellation), StringComparison.Ordinal);
        Assert.Equal(frozen.Select(line => string.Join(';', line.Values)), (await CsvFile.ReadAsync(member, "/api/ai-usage/billing/statements/1?format=csv")).Select(line => string.Join(';', line.Values)));
        Assert.Contains("statement.closed", await admin.GetStringAsync("/audit", Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/ai-usage/billing")]
    [InlineData("/api/ai-usage/billing?organization=org-aurora&month=2026-13")]
    [InlineData("/api/ai-usage/billing?organization=org-aurora&month=march")]
    [InlineData("/api/ai-usage/billing/lines?month=2026-01")]
    [InlineData("/api/ai-usage/billing/corrections")]
    public async Task A_wrong_question_is_told_as_such(string address)
    {
        using var response = await usage.Server.WithKey.GetAsync(address, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    private static (long Cost, long Calls, long Input, long Output) Sums(JsonNode measures) => (
        measures["costNanoUsd"]!.GetValue<long>(), measures["calls"]!.GetValue<long>(), measures["inputTokens"]!.GetValue<long>(), measures["outputTokens"]!.GetValue<long>());

    private static long Nanos(DateOnly day) => (day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks * 100;

    [GeneratedRegex("total-main\"><dt>[^<]*</dt><dd>\\s*<span class=\"spend\">\\s*<a[^>]*><data value=\"(\\d+)\"")]
    private static partial Regex Cost();
}
