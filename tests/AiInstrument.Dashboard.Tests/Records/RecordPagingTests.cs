using System.Text.Json.Nodes;
using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Dashboard.Tests.Records;

/// <summary>Going through a list while records arrive: every record that was there comes once, in both directions.</summary>
public sealed class RecordPagingTests(ServedUsage usage)
{
    [Theory]
    [InlineData("period=all")]
    [InlineData("period=all&sort=time")]
    [InlineData("period=all&sort=-cost")]
    [InlineData("period=all&sort=user")]
    [InlineData("period=all&sort=-duration&organization=org-aurora")]
    [InlineData("period=all&status=unpriced")]
    [InlineData("period=all&search=ticket")]
    [InlineData("period=all&uncounted=true")]
    [InlineData("period=all&tokensMin=500")]
    public async Task Pages_fit_together_while_records_arrive(string list)
    {
        await using var server = await RunningServer.StartAsync(SampleUsage.Spans);
        var all = Ids(await PageAsync(server.WithKey, list + "&pageSize=200"));
        var isOldestFirst = list.Contains("sort=time", StringComparison.Ordinal);
        var isByValue = list.Contains("sort=-cost", StringComparison.Ordinal) || list.Contains("sort=user", StringComparison.Ordinal);

        var seen = new List<long>();
        var previous = new List<string>();
        var pages = new List<List<long>>();
        string? next = null;
        do
        {
            var page = await PageAsync(server.WithKey, $"{list}&pageSize=7{(next is null ? "" : "&after=" + next)}");
            pages.Add(Ids(page));
            seen.AddRange(pages[^1]);
            next = (string?)page["next"];
            if ((string?)page["previous"] is { } back)
            {
                previous.Add(back);
            }

            // Newer than all, between them, and the dearest.
            await server.SendAsync([TestSpan.Unpriced with { Age = TimeSpan.FromSeconds(100 - pages.Count) }, new TestSpan { Age = TimeSpan.FromSeconds(100 - pages.Count), Input = 900_000, User = "a" }]);
        }
        while (next is not null && pages.Count < 50);

        // Those that arrived lie before what is still to come; oldest first, and in the order of a value, some belong to later pages.
        Assert.Equal(all, isOldestFirst || isByValue ? seen.Where(all.Contains) : seen);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(pages.Count - 1, previous.Count);
        for (var i = 1; !isByValue && i < (isOldestFirst ? previous.Count - 4 : previous.Count); i++)
        {
            Assert.Equal(pages[i], Ids(await PageAsync(server.WithKey, $"{list}&pageSize=7&back={previous[i]}")));
        }

        // Back again, those that arrived are among them, and none of the others is missing.
        var behind = new HashSet<long>(pages[^1]);
        var place = previous.LastOrDefault();
        for (var steps = 0; place is not null && steps < 100; steps++)
        {
            var page = await PageAsync(server.WithKey, $"{list}&pageSize=7&back={place}");
            behind.UnionWith(Ids(page));
            place = (string?)page["previous"];
        }

        Assert.Superset(all.ToHashSet(), behind);
    }

    [Fact]
    public async Task Going_back_beyond_the_beginning_begins_anew()
    {
        await using var server = await RunningServer.StartAsync(SampleUsage.Spans);
        var second = await PageAsync(server.WithKey, "period=all&pageSize=5&page=2");
        await server.SendAsync([new TestSpan { Age = TimeSpan.FromSeconds(1) }]);

        var whole = await PageAsync(server.WithKey, "period=all&pageSize=6");
        var back = await PageAsync(server.WithKey, "period=all&pageSize=6&back=" + (string?)second["previous"]);

        Assert.Equal(Ids(whole), Ids(back));
        Assert.Null((string?)back["previous"]);
    }

    [Fact]
    public async Task A_place_of_somebody_else_shows_nothing_of_others()
    {
        await using var server = await RunningServer.StartAsync(SampleUsage.Spans);
        using var member = await server.SignInAsAsync("borealis", UserRole.Member, "org-borealis");
        var place = (string)(await PageAsync(server.WithKey, "period=all&pageSize=3"))["next"]!;

        foreach (var list in (string[])["period=all", "period=all&sort=-cost", "period=all&uncounted=true"])
        {
            foreach (var parameter in (string[])["after", "back"])
            {
                var page = await PageAsync(member, $"{list}&{parameter}={place}");
                Assert.All(page["items"]!.AsArray(), item => Assert.Equal("org-borealis", (string)item!["organization"]!));
            }
        }
    }

    [Fact]
    public async Task A_place_that_is_none_is_refused()
    {
        foreach (var place in (string[])["x", "1", "1-2-3", "-1-2", "1-99999999999999999999"])
        {
            using var response = await usage.Server.WithKey.GetAsync("/api/ai-usage/records?after=" + place, TestContext.Current.CancellationToken);
            Assert.Equal((place, 400), (place, (int)response.StatusCode));
        }
    }

    [Fact]
    public async Task Every_column_sorts_both_ways()
    {
        foreach (var sort in Collector.Queries.Records.RecordQuery.Sorts)
        {
            var up = Ids(await PageAsync(usage.Server.WithKey, "period=all&pageSize=200&sort=" + sort));
            var down = Ids(await PageAsync(usage.Server.WithKey, "period=all&pageSize=200&sort=-" + sort));

            Assert.Equal(SampleUsage.CountedCalls, up.Count);
            Assert.Equal(up, Enumerable.Reverse(down));
        }
    }

    private static async Task<JsonObject> PageAsync(HttpClient client, string list) =>
        JsonNode.Parse(await client.GetStringAsync("/api/ai-usage/records?" + list, TestContext.Current.CancellationToken))!.AsObject();

    private static List<long> Ids(JsonObject page) => [.. page["items"]!.AsArray().Select(item => (long)item!["id"]!)];
}
