using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Views;
using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Dashboard.Tests.Records;

/// <summary>One record: its neighbours in the list it came from, its JSON, its cost line by line, the link to its source.</summary>
public sealed partial class RecordPageTests(ServedUsage usage)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("period=all")]
    [InlineData("period=all&feature=ticket.classify&sort=time")]
    [InlineData("period=all&sort=-cost")]
    [InlineData("period=all&costMin=0.0005")]
    public async Task Neighbours_are_those_of_the_list(string list)
    {
        var ids = (await usage.Server.GetJsonAsync("/api/ai-usage/records?pageSize=200&" + list))["items"]!.AsArray().Select(item => (long)item!["id"]!).ToList();
        foreach (var place in (int[])[0, 1, ids.Count - 1])
        {
            var html = WebUtility.HtmlDecode(await usage.Admin.GetStringAsync($"/records/{ids[place]}?{list}", Cancellation));

            Assert.Equal(place == 0 ? null : ids[place - 1], Neighbour(html, "prev"));
            Assert.Equal(place == ids.Count - 1 ? null : ids[place + 1], Neighbour(html, "next"));
            Assert.Contains($"href=\"/records?{list}\"", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_json_says_how_the_cost_came_about_and_lines_sum_to_it()
    {
        var items = (await usage.Server.GetJsonAsync("/api/ai-usage/records?period=all&pageSize=200"))["items"]!.AsArray();
        foreach (var item in items)
        {
            var record = await usage.Server.GetJsonAsync($"/api/ai-usage/records/{item!["id"]}");

            foreach (var (name, value) in item.AsObject())
            {
                Assert.True(JsonNode.DeepEquals(value, record[name]), name);
            }

            if (record["costNanoUsd"] is { } cost && record["costLines"]!.AsArray() is { Count: > 0 } lines)
            {
                Assert.InRange((decimal)cost - lines.Sum(line => (decimal)line!["tokens"]! * (decimal)line["nanoUsdPerMillion"]! / 1_000_000m), -1m, 1m);
            }
            else
            {
                Assert.True((bool)record["unpriced"]! || (long?)record["costNanoUsd"] is null or 0);
            }
        }
    }

    [Fact]
    public async Task A_record_is_read_by_those_who_may_see_it_and_saved_as_a_file()
    {
        await using var server = await RunningServer.StartAsync(SampleUsage.Spans);
        using var member = await server.SignInAsAsync("aurora", UserRole.Member, "org-aurora");
        var own = server.Ids("SELECT id FROM interactions i WHERE organization_id = (SELECT id FROM dimension_values WHERE kind = 7 AND value = 'org-aurora') LIMIT 1").Single();
        var other = server.Ids("SELECT id FROM interactions i WHERE organization_id = (SELECT id FROM dimension_values WHERE kind = 7 AND value = 'org-borealis') LIMIT 1").Single();

        using var file = await member.GetAsync($"/api/ai-usage/records/{own}?download=true", Cancellation);
        using var hidden = await member.GetAsync($"/api/ai-usage/records/{other}", Cancellation);
        using var content = await member.GetAsync($"/api/ai-usage/records/{own}?include=content", Cancellation);

        Assert.Equal((200, 404, 403), ((int)file.StatusCode, (int)hidden.StatusCode, (int)content.StatusCode));
        Assert.Equal($"record-{own}.json", file.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
    }

    [Fact]
    public async Task A_call_site_links_to_its_source_as_the_admin_says()
    {
        await using var server = await RunningServer.StartAsync(
            new TestSpan { More = new Dictionary<string, string> { ["vcs.ref.head.revision"] = "abc123" } },
            new TestSpan());
        using var admin = await server.SignInAsync();

        using var wrong = await RunningServer.SubmitAsync(admin, "/sources", "/sources", new() { ["service"] = "support", ["template"] = "javascript:alert('{file}')" });
        using var right = await RunningServer.SubmitAsync(admin, "/sources", "/sources", new() { ["service"] = "support", ["template"] = "https://git.example.com/team/desk/blob/{commit}/src/{file}#L{line}" });

        Assert.Equal((400, 302), ((int)wrong.StatusCode, (int)right.StatusCode));
        Assert.Contains("javascript:alert(&#x27;{file}&#x27;)", await wrong.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://git.example.com/team/desk/blob/abc123/src/Tickets/Summaries.cs#L42\" rel=\"noreferrer external\">", await admin.GetStringAsync("/records/1", Cancellation), StringComparison.Ordinal);
        Assert.Contains("blob/HEAD/src/Tickets/Summaries.cs#L42", await admin.GetStringAsync("/records/2", Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://github.com/o/r/blob/{commit}/{file}#L{line}", true)]
    [InlineData("http://git.local:8080/{file}?line={line}", true)]
    [InlineData("https://{file}/x", false)]
    [InlineData("https://{commit}.evil.test/{file}", false)]
    [InlineData("https://user:secret@git.test/{file}", false)]
    [InlineData("ftp://git.test/{file}", false)]
    [InlineData("javascript:alert('{file}')", false)]
    [InlineData("//git.test/{file}", false)]
    [InlineData("https://git.test/no-file", false)]
    [InlineData("", false)]
    public void Only_a_template_whose_host_is_fixed_is_taken(string text, bool taken) => Assert.Equal(taken, SourceTemplate.Parse(text) is not null);

    [Theory]
    [InlineData("a b/ü?.cs", 7, "https://git.test/x/a%20b/%C3%BC%3F.cs#L7")]
    [InlineData("..\\..\\secret.cs", 7, null)]
    [InlineData("a/../../b.cs", 7, null)]
    [InlineData("C:\\src\\A.cs", null, "https://git.test/x/C%3A/src/A.cs#L1")]
    [InlineData("", 1, null)]
    public void A_recorded_path_stays_below_the_template(string file, int? line, string? address) =>
        Assert.Equal(address, SourceTemplate.Parse("https://git.test/x/{file}#L{line}")!.Of(file, line, commit: null));

    private static long? Neighbour(string html, string relation) =>
        Neighbours().Matches(html).FirstOrDefault(match => match.Groups[2].Value == relation) is { } match ? long.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : null;

    [GeneratedRegex("<a class=\"quiet\" href=\"/records/(\\d+)[^\"]*\" rel=\"(prev|next)\"")]
    private static partial Regex Neighbours();
}
