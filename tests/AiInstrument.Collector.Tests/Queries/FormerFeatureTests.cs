using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Queries;

public sealed class FormerFeatureTests
{
    [Fact]
    public async Task What_an_old_id_recorded_is_shown_under_the_new_one_everywhere_and_totals_stay_equal_to_the_records()
    {
        await using var collector = await TestCollector.StartAsync();
        await SendAsync(collector, "a", "a", "b", "other", null);
        await collector.SendAsync(Spans.Registry("""{"features":[{"id":"c","formerIds":["b"]},{"id":"b2"}]}""", build: "1"));
        await SendAsync(collector, "c");

        Assert.Equal([("a", 2L), ("c", 2), ("other", 1), (null, 1)], await GroupsAsync(collector));

        collector.Time.Now += TimeSpan.FromMinutes(1);
        await collector.SendAsync(Spans.Registry("""{"features":[{"id":"c","formerIds":["b","a",null,""]}]}""", build: "2"));

        Assert.Equal([("c", 4L), ("other", 1), (null, 1)], await GroupsAsync(collector));
        var queries = collector.Queries;
        foreach (var name in new[] { "a", "b", "c" })
        {
            var filter = new UsageFilter { Feature = name };
            var page = await queries.GetRecordsAsync(Workspaces.DefaultId, new RecordQuery { Window = collector.Window(), Filter = filter, Sort = "feature" }, Token);
            Assert.Equal(["c", "c", "c", "c"], page.Items.Select(row => row.Feature));
            Assert.Equal(["a", "a", "b", null], page.Items.Select(row => row.RecordedFeature).OrderBy(id => id ?? "z", StringComparer.Ordinal));
            Assert.Equal((4, 4), (page.TotalCount, page.Totals.Calls));
            Assert.Equal(page.Totals, await queries.GetTotalsAsync(Workspaces.DefaultId, collector.Window(), filter, Token));
            Assert.Equal(4, (await queries.GetTimelineAsync(Workspaces.DefaultId, collector.Window(), filter, Token)).Sum(bucket => bucket.Totals.Calls));
            var errors = await queries.GetRecordsAsync(Workspaces.DefaultId, new RecordQuery { Window = collector.Window(), Filter = filter, Status = "ok", Search = "C" }, Token);
            Assert.Equal((4, 4), (errors.TotalCount, errors.Totals.Calls));
        }

        var series = await queries.GetSeriesAsync(Workspaces.DefaultId, collector.Window("1d"), UsageFilter.None, UsageDimension.Feature, 1, Token);
        Assert.Equal([("c", 4L), ("(other)", 2)], series.Select(s => (s.Name, s.Buckets.Sum(bucket => bucket.Totals.Calls))));
        Assert.Equal(6, (await collector.TotalsAsync()).Calls);
    }

    [Fact]
    public async Task A_record_says_both_ids_and_is_found_and_sorted_by_the_new_one()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Registry("""{"features":[{"id":"zebra","formerIds":["ant"]}]}"""));
        await SendAsync(collector, "ant", "bee");

        var sorted = await collector.RecordsAsync(query => query with { Sort = "feature" });
        var found = await collector.RecordsAsync(query => query with { Search = "ZEB", Sort = "-feature" });

        Assert.Equal(["bee", "zebra"], sorted.Items.Select(row => row.Feature));
        var row = Assert.Single(found.Items);
        var record = await collector.Queries.GetRecordAsync(Workspaces.DefaultId, row.Id, Token);
        Assert.Equal(("zebra", "ant"), (record!.Feature, record.RecordedFeature));
        Assert.Contains(record.Attributes, attribute => attribute is { Key: "aiinstrument.feature.id", Value: "ant" });
        Assert.Single((await collector.RecordsAsync(query => query with { Search = "ant" })).Items);
    }

    [Fact]
    public async Task Renames_of_several_assemblies_are_followed_to_the_end()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Registry("""{"features":[{"id":"b","formerIds":["a"]}]}""", assembly: "One"));
        collector.Time.Now += TimeSpan.FromMinutes(1);
        await collector.SendAsync(Spans.Registry("""{"features":[{"id":"c","formerIds":["b"]}]}""", assembly: "Two"));
        await SendAsync(collector, "a", "b", "c");

        Assert.Equal([("c", 3L)], await GroupsAsync(collector));
    }

    [Theory]
    [InlineData("""{"features":[{"id":"old"}]}""")]
    [InlineData("""{"features":[{"id":"new"}]}""")]
    public async Task An_id_that_a_newer_build_declares_again_or_no_longer_lists_is_not_folded(string newer)
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Registry("""{"features":[{"id":"new","formerIds":["old"]}]}""", build: "1"));
        collector.Time.Now += TimeSpan.FromMinutes(1);
        await collector.SendAsync(Spans.Registry(newer, build: "2"));
        await SendAsync(collector, "old", "new");

        Assert.Equal([("new", 1L), ("old", 1)], await GroupsAsync(collector));
    }

    [Fact]
    public async Task Builds_that_contradict_themselves_or_each_other_end_in_one_answer()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Registry("""{"features":[{"id":"a","formerIds":["b","x","a"]},{"id":"b","formerIds":["a","x"]}]}""", assembly: "One"));
        collector.Time.Now += TimeSpan.FromMinutes(1);
        await collector.SendAsync(Spans.Registry("""{"features":[{"id":"b","formerIds":["x"]}]}""", assembly: "Two"));
        await SendAsync(collector, "a", "b", "x");

        Assert.Equal([("b", 2L), ("a", 1)], await GroupsAsync(collector));
    }

    [Fact]
    public async Task Coverage_counts_what_a_former_id_recorded_for_the_declared_feature()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Registry("""{"features":[{"id":"new","formerIds":["old"]}]}"""));
        await SendAsync(collector, "old", "new");

        var report = await collector.Queries.GetCoverageAsync(Workspaces.DefaultId, collector.Window(), Token);

        var item = Assert.Single(report.Features);
        Assert.Equal(("new", true, 2L), (item.Name, item.Declared, item.Calls));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task SendAsync(TestCollector collector, params string?[] features)
    {
        foreach (var feature in features)
        {
            await collector.SendAsync(feature is null ? Spans.Chat() : Spans.Chat(("aiinstrument.feature.id", feature)));
        }
    }

    private static async Task<IEnumerable<(string? Name, long Calls)>> GroupsAsync(TestCollector collector) =>
        (await collector.Queries.GetBreakdownAsync(Workspaces.DefaultId, collector.Window(), UsageFilter.None, UsageDimension.Feature, Token))
            .Select(group => (group.Name, group.Totals.Calls))
            .OrderByDescending(group => group.Calls)
            .ThenBy(group => group.Name ?? "~", StringComparer.Ordinal);
}
