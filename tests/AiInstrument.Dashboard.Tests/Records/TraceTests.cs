using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Dashboard.Tests.Records;

/// <summary>Traces and sessions: pages and API show the same tree, and its root's cost is that of the records.</summary>
public sealed partial class TraceTests(ServedUsage usage)
{
    private const string TraceApi = "/api/ai-usage/traces/" + SampleUsage.AgentTrace;

    private static readonly string SessionQuery = "?id=" + Uri.EscapeDataString(SampleUsage.AgentSession);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_roots_sum_is_that_of_the_traces_records()
    {
        var trace = await usage.Server.GetJsonAsync(TraceApi);
        var records = await usage.Server.GetJsonAsync("/api/ai-usage/records?period=all&uncounted=true&pageSize=200&search=" + SampleUsage.AgentTrace);

        Assert.True((long)trace["totals"]!["costNanoUsd"]! > 0);
        Assert.Equal(records["totals"]!.ToJsonString(), trace["totals"]!.ToJsonString());
        Assert.Equal(records["totals"]!.ToJsonString(), Assert.Single(Nodes(trace), node => (int)node["level"]! == 0)["subtree"]!.ToJsonString());
        Assert.Equal((long)records["totalCount"]!, (long)trace["interactions"]!);
        Assert.All(records["items"]!.AsArray(), record => Assert.Equal((SampleUsage.AgentTrace, SampleUsage.AgentSession), ((string?)record!["traceId"], (string?)record["session"])));
    }

    [Fact]
    public async Task Each_row_of_the_tree_says_what_it_is_and_what_it_pays_for()
    {
        var nodes = Nodes(await usage.Server.GetJsonAsync(TraceApi));

        Assert.Equal(
            [
                "1 0 aggregate remainder", "2 1 call counted", "3 1 call counted", "4 1 call counted", "5 1 tool ", "6 2 aggregate counted-beneath", "7 3 call counted", "8 4 call covered",
                "9 1 call counted",
            ],
            nodes.Select(node => $"{((string)node["spanId"]!).TrimStart('0')} {node["level"]} {node["kind"]} {node["verdict"]}"));
        Assert.Equal((5_700L, 2, "0000000000000007"), ((long)nodes[0]["reportedTokens"]!, (int)nodes[3]["attempt"]!, (string?)nodes[7]["payerSpanId"]));
        Assert.Equal((4_700d, 2_800d), ((double)nodes[4]["offsetMs"]!, (double)nodes[4]["durationMs"]!));
    }

    [Fact]
    public async Task The_page_has_a_row_for_each_span_with_its_level_its_verdict_and_the_exact_sums()
    {
        var trace = await usage.Server.GetJsonAsync(TraceApi);
        var html = WebUtility.HtmlDecode(await usage.Admin.GetStringAsync("/traces/" + SampleUsage.AgentTrace, Cancellation));

        Assert.Equal(Nodes(trace).Select(node => (string)node["spanId"]!), RowId().Matches(html).Select(match => match.Groups[1].Value));
        Assert.Equal(Nodes(trace).Select(node => (int)node["level"]! + 1), RowLevel().Matches(html).Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains($"<div class=\"total-main\"><dt>Cost</dt><dd><span class=\"spend\">\n    <a class=\"figure\" href=\"/records?period=all&search={SampleUsage.AgentTrace}\"><data value=\"{trace["totals"]!["costNanoUsd"]}\"", html.ReplaceLineEndings("\n").Replace("\n\n", "\n", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("counted for a remainder: 2,070 of the 5,700 reported tokens", html, StringComparison.Ordinal);
        Assert.Contains("not counted: the calls beneath it pay", html, StringComparison.Ordinal);
        Assert.Contains("href=\"#s-0000000000000007\"", html, StringComparison.Ordinal);
        Assert.Contains("attempt 2", html, StringComparison.Ordinal);
        Assert.Contains("Only model calls and the agents around them are kept", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_leads_to_its_traces_and_has_their_sum()
    {
        var session = await usage.Server.GetJsonAsync("/api/ai-usage/sessions" + SessionQuery);
        var trace = await usage.Server.GetJsonAsync(TraceApi);
        var html = await usage.Admin.GetStringAsync("/sessions" + SessionQuery, Cancellation);

        Assert.Equal(trace["totals"]!.ToJsonString(), session["totals"]!.ToJsonString());
        Assert.Equal(SampleUsage.AgentTrace, (string?)Assert.Single(session["traces"]!.AsArray())!["traceId"]);
        Assert.Contains($"href=\"/traces/{SampleUsage.AgentTrace}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_lead_to_their_trace_and_their_session()
    {
        var list = await usage.Admin.GetStringAsync("/records?period=1d&feature=kb.search", Cancellation);
        var record = await usage.Admin.GetStringAsync(WebUtility.HtmlDecode(RecordLink().Match(list).Groups[1].Value), Cancellation);

        Assert.All((string[])[list, record], html =>
        {
            Assert.Contains($"href=\"/traces/{SampleUsage.AgentTrace}\"", html, StringComparison.Ordinal);
            Assert.Contains("href=\"/sessions?id=conversation%2F7%20%C3%BC\"", html, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(SampleUsage.AgentTrace, "/traces/" + SampleUsage.AgentTrace)]
    [InlineData(" " + SampleUsage.AgentTrace, "/traces/" + SampleUsage.AgentTrace)]
    [InlineData(SampleUsage.AgentSession, "/sessions?id=conversation%2F7%20%C3%BC")]
    [InlineData("1", "/records/1")]
    public async Task An_id_is_found_whatever_it_is_the_id_of(string id, string found)
    {
        using var response = await usage.Admin.GetAsync("/traces?find=" + Uri.EscapeDataString(id), Cancellation);

        Assert.Equal((HttpStatusCode.Redirect, found), (response.StatusCode, response.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task What_is_the_id_of_nothing_is_told()
    {
        using var response = await usage.Admin.GetAsync("/traces?find=nobody", Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("role=\"alert\"", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TraceApi)]
    [InlineData("/api/ai-usage/sessions?id=x")]
    public async Task The_api_wants_a_key_that_may_read(string path)
    {
        using var stranger = usage.Server.Anonymous;
        using var response = await stranger.GetAsync(path, Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/ai-usage/traces/00000000000000000000000000000001", HttpStatusCode.NotFound)]
    [InlineData("/api/ai-usage/traces/words", HttpStatusCode.NotFound)]
    [InlineData(TraceApi + "?pageSize=1001", HttpStatusCode.BadRequest)]
    [InlineData("/api/ai-usage/sessions", HttpStatusCode.BadRequest)]
    [InlineData("/api/ai-usage/sessions?id=nobody", HttpStatusCode.NotFound)]
    [InlineData("/api/ai-usage/sessions?id=nobody&page=0", HttpStatusCode.BadRequest)]
    public async Task What_the_api_cannot_show_it_says_as_a_problem(string path, HttpStatusCode status)
    {
        using var response = await usage.Server.WithKey.GetAsync(path, Cancellation);

        Assert.Equal((status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task A_large_trace_comes_in_pages_with_the_sums_of_all_of_it()
    {
        const string Trace = "00000000000000000000000000000abc";
        await using var server = await RunningServer.StartAsync(Enumerable.Range(1, 450).Select(i => new TestSpan
        {
            Trace = Trace,
            Span = i.ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
            Parent = i == 1 ? null : (i / 2).ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
        }));
        using var admin = await server.SignInAsync();

        var spans = new List<string>();
        for (var page = 1; page <= 3; page++)
        {
            var html = await admin.GetStringAsync($"/traces/{Trace}?page={page}", Cancellation);
            spans.AddRange(RowId().Matches(html).Select(match => match.Groups[1].Value));
            Assert.Contains("The tree goes on over several pages", html, StringComparison.Ordinal);
            Assert.Contains("<data value=\"450\">450</data>", html, StringComparison.Ordinal);
        }

        Assert.Equal((450, 450), (spans.Count, spans.Distinct().Count()));
    }

    private static List<JsonNode> Nodes(JsonObject trace) => [.. trace["nodes"]!.AsArray().Select(node => node!)];

    [GeneratedRegex("<tr id=\"s-([0-9a-f]{16})\"")]
    private static partial Regex RowId();

    [GeneratedRegex("visually-hidden\">Level ([0-9]+):")]
    private static partial Regex RowLevel();

    [GeneratedRegex("href=\"(/records/[0-9]+[^\"]*)\"")]
    private static partial Regex RecordLink();
}
