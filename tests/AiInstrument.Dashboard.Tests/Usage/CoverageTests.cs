using System.Net;
using System.Text.RegularExpressions;
using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Dashboard.Tests.Usage;

public sealed partial class CoverageTests
{
    private const string Registry = """
        {"features":[{"id":"ticket.summarize"},{"id":"report.weekly"}],
         "jobs":[{"name":"weekly-report","kind":"job"}],
         "callSites":[
          {"id":"a1","member":"Tickets.SummarizeAsync()","file":"Tickets.cs","line":3,"sdk":"openai","method":"ChatClient.CompleteChatAsync","operation":"chat","feature":"ticket.summarize"},
          {"id":"a2","member":"Reports.WeeklyAsync()","file":"Reports.cs","line":4,"sdk":"openai","method":"ChatClient.CompleteChatAsync","operation":"chat","feature":"report.weekly"},
          {"id":"a3","member":"Legacy.Run()","file":"Legacy.cs","line":5,"sdk":"openai","method":"ChatClient.CompleteChat","operation":"chat","escape":"method group conversion"}]}
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_declared_is_compared_with_what_was_seen()
    {
        await using var server = await RunningServer.StartAsync(Call("a1"), Call("zz"));
        await server.SendAsync(new TestRegistry(Registry));
        using var admin = await server.SignInAsync();

        var html = await admin.GetStringAsync("/coverage", Cancellation);

        // One of each state, and instrumented are the one that ran and the one that never did.
        Assert.Equal(["50.0%", "1", "1", "0", "1", "1"], Headline().Matches(html).Select(match => match.Groups[1].Value));
        Assert.Contains("Escapes: method group conversion", html, StringComparison.Ordinal);
        Assert.Contains("Reports.cs:4", html, StringComparison.Ordinal);
        Assert.Contains("state-unused", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_site_says_from_where_it_is_reached_and_a_route_what_it_reaches()
    {
        await using var server = await RunningServer.StartAsync();
        await server.SendAsync(new TestRegistry("""
            {"routes":[{"method":"POST","pattern":"/a"}],
             "callSites":[
              {"id":"a1","member":"Tickets.Ask()","feature":"ticket.summarize"},
              {"id":"a2","member":"Tickets.Dead()"},
              {"id":"a3","member":"Tickets.Wrapped()","escape":"method-group","measuredBy":"middleware"}],
             "reaches":[
              {"entryPoint":"POST /a","kind":"http","callSites":["a1"],"ambiguous":["a3"]},
              {"entryPoint":"b","kind":"job","callSites":["a1"]},{"entryPoint":"c","kind":"job","callSites":["a1"]},
              {"entryPoint":"d","kind":"job","callSites":["a1"]},{"entryPoint":"e","kind":"job","callSites":["a1"]}]}
            """));
        using var admin = await server.SignInAsync();

        var html = await admin.GetStringAsync("/coverage", Cancellation);

        Assert.Equal(["100%", "0", "2", "1", "0", "0"], Headline().Matches(html).Select(match => match.Groups[1].Value));
        Assert.Contains("POST /a</a>", html, StringComparison.Ordinal);
        Assert.Contains("2 more", html, StringComparison.Ordinal);
        Assert.Contains("no route or job", html, StringComparison.Ordinal);
        Assert.Contains("its client has the telemetry middleware", html, StringComparison.Ordinal);
        Assert.Contains("1 possibly", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"sub\">from the scope, ticket.summarize</span>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_state_can_be_listed_alone()
    {
        await using var server = await RunningServer.StartAsync(Call("a1"), Call("zz"));
        await server.SendAsync(new TestRegistry(Registry));
        using var admin = await server.SignInAsync();

        var html = await admin.GetStringAsync("/coverage?state=escaped", Cancellation);

        Assert.Contains("Legacy.Run()", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Reports.WeeklyAsync()", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_overview_points_to_everything_that_needs_attention()
    {
        await using var server = await RunningServer.StartAsync([.. SampleUsage.Spans, Call("zz")]);
        await server.SendAsync(new TestRegistry(Registry));
        using var admin = await server.SignInAsync();

        var html = await admin.GetStringAsync("/?period=all", Cancellation);
        var links = AttentionLink().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups["href"].Value)).ToList();

        Assert.Contains("/unpriced", links);
        Assert.Contains(links, link => link.Contains("without=feature", StringComparison.Ordinal));
        Assert.Contains(links, link => link.Contains("without=route", StringComparison.Ordinal));
        Assert.Contains(links, link => link.Contains("status=estimated", StringComparison.Ordinal));
        Assert.Contains(links, link => link.StartsWith("/coverage", StringComparison.Ordinal) && link.Contains("state=escaped", StringComparison.Ordinal));
        foreach (var link in links)
        {
            Assert.DoesNotContain("class=\"nothing", await admin.GetStringAsync(link, Cancellation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_build_changed_and_what_that_costs_a_day_is_on_the_page_and_in_the_api()
    {
        await using var server = await RunningServer.StartAsync(Call("a1") with { Age = TimeSpan.FromHours(2) }, Call("a3") with { Age = TimeSpan.FromHours(3) }, Call("a1"), Call("n1"));
        await server.SendAsync(new TestRegistry(Registry));
        await server.SendAsync(new TestRegistry(
            Registry.Replace("\"feature\":\"ticket.summarize\"}", "\"feature\":\"ticket.summarize\",\"escape\":\"method group conversion\"}", StringComparison.Ordinal)
                .Replace("\"a3\"", "\"n1\"", StringComparison.Ordinal).Replace("Legacy.Run", "Modern.Run", StringComparison.Ordinal).Replace("report.weekly\"}]", "report.daily\"}]", StringComparison.Ordinal),
            "91ab77c0ffee0011"));
        using var admin = await server.SignInAsync();

        var html = WebUtility.HtmlDecode(await admin.GetStringAsync("/coverage", Cancellation));
        var changes = Assert.Single((await server.GetJsonAsync("/api/ai-usage/coverage"))["changes"]!.AsArray())!;

        Assert.Equal(
            ["added n1", "changed a1", "removed a3", "added report.daily", "removed report.weekly"],
            changes["changes"]!.AsArray().Select(change => $"{change!["change"]} {change["id"]}"));
        Assert.Equal(("91ab77c0ffee0011", "5f2c9d1ab03e7744"), ((string)changes["builds"]![0]!["latest"]!["buildId"]!, (string)changes["builds"]![0]!["previous"]!["buildId"]!));
        Assert.Equal((24, 1), ((int)changes["hoursBefore"]!, (int)changes["hoursAfter"]!));
        Assert.Equal(3, (long)changes["before"]!["calls"]!);
        Assert.Contains("What changed in support", html, StringComparison.Ordinal);
        Assert.Contains("<del>Intercepted</del>", html, StringComparison.Ordinal);
        Assert.Contains("Modern.Run", html, StringComparison.Ordinal);
        Assert.Contains("too early to say what a day costs", html, StringComparison.Ordinal);
        Assert.Contains("Build 91ab77c0ffee0011, first seen 15 Mar 12:00:00, against 5f2c9d1ab03e7744.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Features_without_calls_are_listed()
    {
        await using var server = await RunningServer.StartAsync(Call("a1"));
        await server.SendAsync(new TestRegistry(Registry));
        using var admin = await server.SignInAsync();

        var html = await admin.GetStringAsync("/coverage", Cancellation);

        var unused = html[html.IndexOf("id=\"unused\"", StringComparison.Ordinal)..html.IndexOf("id=\"declared-features\"", StringComparison.Ordinal)];
        Assert.Contains("report.weekly</a>", unused, StringComparison.Ordinal);
        Assert.DoesNotContain("ticket.summarize", unused, StringComparison.Ordinal);
    }

    private static TestSpan Call(string callSite) => new() { More = new Dictionary<string, string> { ["aiinstrument.call_site.id"] = callSite } };

    [GeneratedRegex("<p class=\"headline\">([^<]*)</p>")]
    private static partial Regex Headline();

    [GeneratedRegex("<li class=\"attention-[a-z]+\">.*?<a href=\"(?<href>[^\"]+)\"", RegexOptions.Singleline)]
    private static partial Regex AttentionLink();
}
