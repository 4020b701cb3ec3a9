using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Tests.Support;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Dashboard.Tests.Usage;

/// <summary>The tables of names: what they show is what the records and the database say.</summary>
public sealed partial class ExplorerTests(ServedUsage usage)
{
    private const string Registry = """
        {"routes":[{"method":"POST","pattern":"/tickets/{id}/summary"},{"method":"GET","pattern":"/never"}],"jobs":[{"name":"job.never"}],
         "features":[
          {"id":"ticket.summarize","category":"summarization","owner":"support-team","purpose":"Short texts","formerIds":["ticket.short"]},
          {"id":"report.weekly","category":"reporting"}],
         "callSites":[
          {"id":"a1","member":"Desk.Tickets.AskAsync(Ticket)","file":"Tickets.cs","line":3,"sdk":"openai","method":"ChatClient.CompleteChatAsync","operation":"chat","feature":"ticket.summarize"},
          {"id":"a2","member":"Desk.Reports.WeeklyAsync()","file":"Reports.cs","line":4,"sdk":"openai","method":"ChatClient.CompleteChatAsync","operation":"chat","feature":"report.weekly"},
          {"id":"a3","member":"Desk.Legacy.Run()","file":"Legacy.cs","line":5,"sdk":"openai","method":"ChatClient.CompleteChat","operation":"chat","escape":"method-group"}],
         "reaches":[{"entryPoint":"POST /tickets/{id}/summary","kind":"http","callSites":["a1"]}]}
        """;

    private static readonly string[] Columns =
        ["model", "provider", "feature", "category", "entry_point", "organization", "user", "project", "service"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Dimensions => new(Pages.Explorers.Zip(["feature", "entry_point", "model", "provider", "category", "organization", "user", "project", "service"]));

    [Theory]
    [MemberData(nameof(Dimensions))]
    public async Task Each_row_and_their_sum_are_what_sql_says_of_the_records(string page, string column)
    {
        Assert.Contains(column, Columns);
        foreach (var (period, from, to) in ((string, string, string)[])[("7d", "2026-03-09", "2026-03-15"), ("30d", "2026-02-14", "2026-03-15"), ("2026-02", "2026-02-01", "2026-02-28"), ("all", "1970-01-02", "2026-03-15")])
        {
            var expected = ReadRows(column, from, to);
            var html = await usage.Admin.GetStringAsync($"{page}?period={period}", Cancellation);

            Assert.Equal(expected.Select(row => (row.Cost, row.Calls)).OrderDescending(), Rows(html).Select(row => (row.Cost, row.Calls)).OrderDescending());
            if (expected.Count > 1)
            {
                Assert.Equal((expected.Sum(row => row.Cost), expected.Sum(row => row.Calls)), (Sum(html).Cost, Sum(html).Calls));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Dimensions))]
    public async Task Compared_with_days_of_another_month_every_name_of_both_is_listed_with_its_change(string page, string column)
    {
        var now = ReadRows(column, "2026-03-01", "2026-03-31").ToDictionary(row => row.Name);
        var then = ReadRows(column, "2026-02-01", "2026-02-15").ToDictionary(row => row.Name);
        var html = await usage.Admin.GetStringAsync($"{page}?period=2026-03&compare=previous", Cancellation);

        var names = now.Keys.Union(then.Keys).ToList();
        Assert.Equal(names.Count, Rows(html).Count);
        Assert.Equal(names.Count(name => !then.ContainsKey(name)), Regex.Count(html, "note note-new"));
        Assert.Equal(names.Count(name => !now.ContainsKey(name)), Regex.Count(html, "note note-gone"));
        Assert.Equal(html, await usage.Admin.GetStringAsync($"{page}?period=2026-03&compare=2026-02-01..2026-02-15", Cancellation), new IgnoringAddresses());
    }

    [Fact]
    public async Task Names_that_came_and_went_are_marked_and_sorted_by_what_changed()
    {
        await using var server = await RunningServer.StartAsync(
            new TestSpan { Feature = "stays", Input = 3_000_000, Output = 0 },
            new TestSpan { Feature = "stays", Input = 1_000_000, Output = 0, Age = TimeSpan.FromDays(8) },
            new TestSpan { Feature = "came", Input = 5_000_000 },
            new TestSpan { Feature = "went", Input = 8_000_000, Age = TimeSpan.FromDays(9) });
        using var admin = await server.SignInAsync();

        var risen = await admin.GetStringAsync("/features?period=7d&compare=previous&sort=-change", Cancellation);
        var fallen = await admin.GetStringAsync("/features?period=7d&compare=previous&sort=change", Cancellation);

        Assert.Equal(["came", "stays", "went"], Names(risen));
        Assert.Equal(["went", "stays", "came"], Names(fallen));
        Assert.Matches("came</bdi></a>\\s*<span class=\"note note-new\"", risen);
        Assert.Matches("went</bdi></a>\\s*<span class=\"note note-gone\"", risen);

        // 0.15 dollars for a million tokens of input.
        var text = WebUtility.HtmlDecode(risen);
        Assert.Contains("+$0.3000<span class=\"delta-share\">+200.0%", text, StringComparison.Ordinal);
        Assert.Contains("−$1.20<span class=\"delta-share\">−100%", text, StringComparison.Ordinal);
        Assert.Contains("+$0.7501</a>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unpriced=true", "reply.draft,ticket.summarize")]
    [InlineData("failures=true", "ticket.summarize,kb.search,ticket.agent")]
    [InlineData("search=CLASS", "ticket.classify")]
    [InlineData("model=gpt-4o&search=ticket", "ticket.classify,ticket.summarize")]
    public async Task What_narrows_the_rows_can_be_removed_again(string query, string names)
    {
        var html = await usage.Admin.GetStringAsync("/features?period=all&sort=name&" + query, Cancellation);

        Assert.All(Names(html), name => Assert.Contains(name, names.Split(',')));
        Assert.NotEmpty(Names(html));
        var chip = WebUtility.HtmlDecode(Regex.Match(html, "class=\"chip\">.*?href=\"(?<address>[^\"]+)\"", RegexOptions.Singleline | RegexOptions.ExplicitCapture).Groups["address"].Value);
        var wider = await usage.Admin.GetStringAsync(chip, Cancellation);
        Assert.True(Names(wider).Count > Names(html).Count);
    }

    [Fact]
    public async Task Bounds_of_cost_and_calls_keep_what_reaches_them_in_one_of_the_periods()
    {
        await using var server = await RunningServer.StartAsync(
            new TestSpan { Feature = "cheap" },
            new TestSpan { Feature = "dear", Input = 10_000_000 },
            new TestSpan { Feature = "was-dear", Input = 10_000_000, Age = TimeSpan.FromDays(8) },
            new TestSpan { Feature = "often" }, new TestSpan { Feature = "often" });
        using var admin = await server.SignInAsync();

        Assert.Equal(["dear"], Names(await admin.GetStringAsync("/features?period=7d&costMin=1.5", Cancellation)));
        Assert.Equal(["dear", "was-dear"], Names(await admin.GetStringAsync("/features?period=7d&costMin=1.5&compare=previous&sort=name", Cancellation)));
        Assert.Equal(["often"], Names(await admin.GetStringAsync("/features?period=7d&callsMin=2", Cancellation)));
    }

    [Fact]
    public async Task Names_that_code_declares_appear_before_they_are_called()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan { Feature = "ticket.short" }, new TestSpan { Feature = "report.weekly", Age = TimeSpan.FromDays(60) });
        await server.SendAsync(new TestRegistry(Registry));
        using var admin = await server.SignInAsync();
        using var member = await server.SignInAsAsync("max", UserRole.Member, "org-aurora");

        var features = await admin.GetStringAsync("/features?sort=name", Cancellation);
        var routes = await admin.GetStringAsync("/routes?sort=name", Cancellation);

        Assert.Equal(["report.weekly", "ticket.summarize"], Names(features));
        Assert.Matches("report.weekly</bdi></a>\\s*<span class=\"note note-idle\"", features);
        Assert.Equal(["GET /never", "job.never", "POST /tickets/{id}/summary"], Names(routes));
        Assert.Equal(2, Regex.Count(routes, "note note-never-seen"));
        Assert.Contains("reporting", Names(await admin.GetStringAsync("/categories", Cancellation)));
        Assert.Equal(200, (int)(await admin.GetAsync("/routes/name?route=GET%20%2Fnever", Cancellation)).StatusCode);

        // Code is not the members' business.
        Assert.Equal(["ticket.summarize"], Names(await member.GetStringAsync("/features?sort=name", Cancellation)));
        Assert.Equal(404, (int)(await member.GetAsync("/routes/name?route=GET%20%2Fnever", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Rows_are_drawn_over_time_and_say_in_words_what_is_drawn()
    {
        var html = await usage.Admin.GetStringAsync("/models?period=30d", Cancellation);

        var trends = Regex.Matches(html, "<svg class=\"spark\"[^>]*role=\"img\" aria-label=\"([^\"]+)\"");
        Assert.Equal(Names(html).Count, trends.Count);
        Assert.Contains(trends, trend => WebUtility.HtmlDecode(trend.Groups[1].Value).StartsWith("Cost over time: at most $", StringComparison.Ordinal));
        Assert.Contains(trends, trend => WebUtility.HtmlDecode(trend.Groups[1].Value).StartsWith("Calls over time: at most 2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a/b c?d=e&f#g%2F")]
    [InlineData("مهمة/\u202Eמשימה")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("' OR 1=1 --")]
    [InlineData("..")]
    [InlineData("name")]
    public async Task Any_text_can_be_a_name_and_has_its_page(string name)
    {
        await using var server = await RunningServer.StartAsync(new TestSpan { Feature = name, Route = name, User = name });
        using var admin = await server.SignInAsync();

        foreach (var (explorer, parameter) in ((string, string)[])[("/features", "feature"), ("/routes", "route"), ("/users", "user")])
        {
            var table = await admin.GetStringAsync(explorer, Cancellation);
            var link = WebUtility.HtmlDecode(Regex.Match(table, "<a class=\"name[^\"]*\" href=\"([^\"]+)\"").Groups[1].Value);
            Assert.StartsWith($"{explorer}/name?{parameter}=", link, StringComparison.Ordinal);
            var page = await admin.GetStringAsync(link, Cancellation);
            Assert.Contains($"<h1>{System.Text.Encodings.Web.HtmlEncoder.Default.Encode(name)}</h1>", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", table + page, StringComparison.Ordinal);
            Assert.Contains("<data value=\"1\">1</data>", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("مهمة (عاجل)", "\u2068مهمة (عاجل)\u2069")]
    [InlineData("a\u202Eb\u2069c", "\u2068abc\u2069")]
    [InlineData("ticket.summarize", "ticket.summarize")]
    public async Task A_name_keeps_its_direction_to_itself_in_titles_and_sentences(string name, string isolated)
    {
        await using var server = await RunningServer.StartAsync(new TestSpan { Feature = name, Failed = true });
        using var admin = await server.SignInAsync();
        var address = "feature=" + Uri.EscapeDataString(name);

        Assert.Contains($"<title>{isolated} · AiInstrument</title>", WebUtility.HtmlDecode(await admin.GetStringAsync("/features/name?" + address, Cancellation)), StringComparison.Ordinal);
        Assert.Contains($"aria-label=\"Remove the filter {isolated}\"", WebUtility.HtmlDecode(await admin.GetStringAsync("/records?" + address, Cancellation)), StringComparison.Ordinal);

        // Where it stands alone it is shown as it was sent.
        Assert.Contains($"<h1>{name}</h1>", WebUtility.HtmlDecode(await admin.GetStringAsync("/features/name?" + address, Cancellation)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_a_feature_says_what_code_declares_and_links_to_all_of_it()
    {
        await using var server = await RunningServer.StartAsync(
            new TestSpan { Feature = "ticket.short", More = new Dictionary<string, string> { ["aiinstrument.call_site.id"] = "a1" } },
            new TestSpan { Age = TimeSpan.FromDays(40) });
        await server.SendAsync(new TestRegistry(Registry));
        using var admin = await server.SignInAsync();

        var html = await admin.GetStringAsync("/features/name?feature=ticket.summarize", Cancellation);

        foreach (var fact in (string[])["Short texts", "support-team", "ticket.short", "Tickets.AskAsync", "Tickets.cs:3", "/call-sites/name?callsite=a1", "/routes/name?route=POST"])
        {
            Assert.Contains(fact, html, StringComparison.Ordinal);
        }

        // Before: one call of the same cost.
        Assert.Contains("±$0.00", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        foreach (var link in Regex.Matches(html[html.IndexOf("<main", StringComparison.Ordinal)..], "href=\"(/[^\"]+)\"").Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).Distinct())
        {
            using var response = await admin.GetAsync(link, Cancellation);
            Assert.True(response.IsSuccessStatusCode, link);
        }
    }

    [Fact]
    public async Task Call_sites_add_up_to_the_records_and_know_their_place()
    {
        await using var server = await RunningServer.StartAsync(At("a1"), At("a1") with { Organization = "org-borealis", Failed = true }, At("zz"), At("a1") with { Age = TimeSpan.FromDays(3) }, new TestSpan());
        await server.SendAsync(new TestRegistry(Registry));
        using var admin = await server.SignInAsync();
        using var member = await server.SignInAsAsync("max", UserRole.Member, "org-borealis");

        var html = await admin.GetStringAsync("/call-sites?period=7d", Cancellation);
        var records = await server.GetJsonAsync("/api/ai-usage/records?period=7d&callsite=a1");
        var page = await admin.GetStringAsync("/call-sites/name?callsite=a1&period=7d", Cancellation);

        Assert.Equal([1, 1, 3], Rows(html).Where(row => row.Calls > 0).Select(row => row.Calls).Order());
        Assert.Equal(5, Sum(html).Calls);
        Assert.Equal(3, (int)records["totalCount"]!);
        Assert.Contains(Rows(html), row => row.Calls == 3 && row.Cost == (long)records["totals"]!["costNanoUsd"]!);
        foreach (var fact in (string[])["Tickets.cs:3", "state-intercepted", "state-never-seen", "state-escaped", "state-unknown", "method-group"])
        {
            Assert.Contains(fact, html, StringComparison.Ordinal);
        }

        foreach (var fact in (string[])["<h1>Tickets.AskAsync", "Desk.Tickets.AskAsync(Ticket)", "ChatClient.CompleteChatAsync", "5f2c9d1ab03e7744", "POST /tickets/{id}/summary"])
        {
            Assert.Contains(fact, page, StringComparison.Ordinal);
        }

        // A member's records of a call site are those of the member's organization.
        Assert.Contains("<span class=\"count\">1</span>", await member.GetStringAsync("/records?period=7d&callsite=a1", Cancellation), StringComparison.Ordinal);
    }

    private static TestSpan At(string callSite) => new() { More = new Dictionary<string, string> { ["aiinstrument.call_site.id"] = callSite } };

    private static IReadOnlyList<string> Names(string html) =>
        [.. NameCell().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))];

    // The cost of a row without any that is known is no figure; it stands for 0 here as in the sums.
    private static List<(long Cost, long Calls)> Rows(string html) => [.. BodyRow().Matches(html).Select(match => Read(match.Value))];

    private static (long Cost, long Calls) Sum(string html) => Read(FootRow().Match(html).Value);

    private static (long Cost, long Calls) Read(string row)
    {
        var cost = CostValue().Match(row);
        var figures = Regex.Matches(row, "<td class=\"number\"><a class=\"figure\"[^>]*>([0-9,]+)</a>");
        return (cost.Success ? long.Parse(cost.Groups[1].Value, CultureInfo.InvariantCulture) : 0, long.Parse(figures[0].Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
    }

    private List<(string Name, long Cost, long Calls)> ReadRows(string column, string from, string to)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(usage.Server.Folder, "aiinstrument.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT coalesce((SELECT value FROM dimension_values WHERE id = i.{column}_id), ''), sum(coalesce(cost_nano_usd, 0)), count(*) FROM interactions i
            WHERE counted = 1 AND date(start_unix_nano / 1000000000, 'unixepoch') BETWEEN $from AND $to GROUP BY 1
            """;
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        using var reader = command.ExecuteReader();
        var rows = new List<(string, long, long)>();
        while (reader.Read())
        {
            rows.Add((reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
        }

        return rows;
    }

    [GeneratedRegex("<a class=\"name[^\"]*\"[^>]*><bdi>([^<]*)</bdi>")]
    private static partial Regex NameCell();

    [GeneratedRegex("<tr class=\"[a-z]*\">\\s*<th scope=\"row\">.*?</tr>|<tr>\\s*<th scope=\"row\">\\s*<a class=\"name.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex BodyRow();

    [GeneratedRegex("<tfoot>.*?</tfoot>", RegexOptions.Singleline)]
    private static partial Regex FootRow();

    [GeneratedRegex("<data value=\"(-?[0-9]+)\"")]
    private static partial Regex CostValue();

    /// <summary>Pages are the same when they differ in nothing but their own address.</summary>
    private sealed class IgnoringAddresses : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => Plain(x!) == Plain(y!);

        public int GetHashCode(string obj) => 0;

        private static string Plain(string html) =>
            Regex.Replace(Regex.Replace(html, "(href|value|action)=\"[^\"]*\"|<option.*?</option>|<span class=\"chip-value\">.*?</span>|aria-label=\"Remove the filter[^\"]*\"", ""), "\\s+", " ");
    }
}
