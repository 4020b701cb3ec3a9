using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Queries;

/// <summary>Totals equal the sum of the records: for every period, dimension and value.</summary>
public sealed class ReconciliationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // How many days ago the last day is that derived rollups are filled with before half of the calls arrive; 200 for none.
    [Theory]
    [InlineData(200)]
    [InlineData(37)]
    [InlineData(1)]
    public async Task Totals_breakdowns_timelines_and_records_agree_with_the_model_for_every_period_and_dimension(int filledDaysAgo)
    {
        await using var collector = await TestCollector.StartAsync();
        var model = new UsageModel(TestCollector.Noon);
        List<DecodedSpan> calls = [.. new RandomTraffic(11).Calls(600), .. AroundMidnight()];
        calls.ForEach(call => Assert.True(model.Add(call)));
        await collector.SendAsync(calls[..300]);
        await collector.FillRollupsAsync(filledDaysAgo);
        await collector.SendAsync(calls[300..]);
        Assert.Equal("", await collector.SqlAsync(RollupDifferences.Sql));
        var windows = UsageWindow.Periods.Select(collector.Window).ToList();
        windows.AddRange(windows.Select(window => window.Previous()).OfType<UsageWindow>().ToList());

        foreach (var window in windows)
        {
            var expected = model.Counted.Where(entry => UsageModel.In(window, entry.Call)).ToList();
            Assert.NotEmpty(expected);
            var totals = UsageModel.Sum(expected);
            Assert.Equal(totals, await collector.Queries.GetTotalsAsync(Workspaces.DefaultId, window, UsageFilter.None, Cancel));
            var timeline = await collector.Queries.GetTimelineAsync(Workspaces.DefaultId, window, UsageFilter.None, Cancel);
            Assert.Equal(totals, timeline.Select(bucket => bucket.Totals).Aggregate((sum, next) => sum.Plus(next)));
            foreach (var dimension in Enum.GetValues<UsageDimension>())
            {
                var groups = await collector.Queries.GetBreakdownAsync(Workspaces.DefaultId, window, UsageFilter.None, dimension, Cancel);
                Assert.Equal(
                    expected.GroupBy(entry => UsageModel.Value(dimension, entry.Call))
                        .Select(group => (Name: group.Key, Totals: UsageModel.Sum(group), Last: group.Max(entry => entry.Call.Start)))
                        .OrderBy(group => group.Name, StringComparer.Ordinal),
                    groups.Select(group => (group.Name, group.Totals, Last: group.LastSeen)).OrderBy(group => group.Name, StringComparer.Ordinal));
                Assert.Equal(groups.OrderByDescending(group => group.Totals.CostNanoUsd).ThenByDescending(group => group.Totals.Calls), groups);
                await EachGroupHasItsRecordsAsync(collector, window, dimension, groups);
                await SeriesAddUpAsync(collector, window, dimension, groups, timeline);
            }
        }
    }

    // Months are read whole, without their first days, up to the last day that is filled, or not at all.
    [Theory]
    [InlineData(37)]
    [InlineData(1)]
    public async Task Windows_from_any_day_of_a_month_to_any_day_agree_with_the_model(int filledDaysAgo)
    {
        await using var collector = await TestCollector.StartAsync();
        var model = new UsageModel(TestCollector.Noon);
        var calls = new RandomTraffic(13).Calls(500);
        calls.ForEach(call => Assert.True(model.Add(call)));
        await collector.SendAsync(calls[..250]);
        await collector.FillRollupsAsync(filledDaysAgo);
        await collector.SendAsync(calls[250..]);
        var today = DateOnly.FromDateTime(TestCollector.Noon.UtcDateTime);
        using var queries = new SqliteUsageQueries(collector.Database, WholeWorkspace.Instance);
        foreach (var window in from first in Enumerable.Range(0, 95) from last in (int[])[0, 1, 2, 19, 37, 45] where last <= first select UsageWindow.Of(today.AddDays(-first), today.AddDays(-last)))
        {
            var expected = model.Counted.Where(entry => UsageModel.In(window, entry.Call)).ToList();
            Assert.Equal(UsageModel.Sum(expected), await queries.GetTotalsAsync(Workspaces.DefaultId, window, UsageFilter.None, Cancel));
            var flow = await queries.GetFlowAsync(Workspaces.DefaultId, window, UsageFilter.None, Cancel);
            Assert.DoesNotContain(flow, path => path.Totals.Calls == 0);
            Assert.Equal(UsageModel.Sum(expected), flow.Aggregate(new UsageTotals(), (sum, path) => sum.Plus(path.Totals)));
            foreach (var dimension in (UsageDimension[])[UsageDimension.Feature, UsageDimension.Organization, UsageDimension.User])
            {
                var top = await queries.GetTopAsync(Workspaces.DefaultId, window, UsageFilter.None, dimension, 3, Cancel);
                var groups = await queries.GetBreakdownAsync(Workspaces.DefaultId, window, UsageFilter.None, dimension, Cancel);
                Assert.Equal(
                    expected.GroupBy(entry => UsageModel.Value(dimension, entry.Call))
                        .Select(group => (Name: group.Key, Totals: UsageModel.Sum(group), Last: group.Max(entry => entry.Call.Start)))
                        .OrderBy(group => group.Name, StringComparer.Ordinal),
                    groups.Select(group => (group.Name, group.Totals, Last: group.LastSeen)).OrderBy(group => group.Name, StringComparer.Ordinal));
                Assert.Equal(groups.Take(3), top.Groups);
                Assert.Equal(groups.Count, top.Count);
            }
        }
    }

    [Theory]
    [InlineData(200)]
    [InlineData(1)]
    public async Task Any_two_narrowings_and_any_grouping_agree_with_the_model(int filledDaysAgo)
    {
        await using var collector = await TestCollector.StartAsync();
        var model = new UsageModel(TestCollector.Noon);
        var calls = new RandomTraffic(12).Calls(400);
        calls.ForEach(call => Assert.True(model.Add(call)));
        await collector.SendAsync(calls);
        await collector.FillRollupsAsync(filledDaysAgo);
        var window = collector.Window("90d");
        var counted = model.Counted.Where(entry => UsageModel.In(window, entry.Call)).ToList();
        var dimensions = Enum.GetValues<UsageDimension>();
        using var queries = new SqliteUsageQueries(collector.Database, WholeWorkspace.Instance);
        foreach (var (first, second) in dimensions.SelectMany(first => dimensions.Where(other => other > first).Select(other => (first, other))))
        {
            foreach (var values in counted.GroupBy(entry => (First: UsageModel.Value(first, entry.Call), Second: UsageModel.Value(second, entry.Call))).Take(2))
            {
                var filter = Only(first, values.Key.First ?? "", Only(second, values.Key.Second ?? ""));
                Assert.Equal(UsageModel.Sum(values), await queries.GetTotalsAsync(Workspaces.DefaultId, window, filter, Cancel));
                foreach (var dimension in dimensions)
                {
                    var groups = await queries.GetBreakdownAsync(Workspaces.DefaultId, window, filter, dimension, Cancel);
                    Assert.Equal(
                        values.GroupBy(entry => UsageModel.Value(dimension, entry.Call)).Select(group => (Name: group.Key, Totals: UsageModel.Sum(group))).OrderBy(group => group.Name, StringComparer.Ordinal),
                        groups.Select(group => (group.Name, group.Totals)).OrderBy(group => group.Name, StringComparer.Ordinal));
                }
            }
        }
    }

    [Fact]
    public async Task A_value_that_was_never_seen_has_no_usage()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Chat());
        var nobody = new UsageFilter { User = "nobody" };

        Assert.Equal(new UsageTotals(), await collector.TotalsAsync("30d", nobody));
        Assert.Empty(await collector.Queries.GetBreakdownAsync(Workspaces.DefaultId, collector.Window(), nobody, UsageDimension.Model, Cancel));
        Assert.Empty(await collector.Queries.GetSeriesAsync(Workspaces.DefaultId, collector.Window(), nobody, UsageDimension.Model, 3, Cancel));
        Assert.Empty((await collector.RecordsAsync(query => query with { Filter = nobody })).Items);
    }

    [Fact]
    public async Task What_one_reader_sees_agrees_while_calls_arrive()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Chat());
        var reader = collector.Queries;
        var window = collector.Window("1d");
        var totals = await reader.GetTotalsAsync(Workspaces.DefaultId, window, UsageFilter.None, Cancel);

        await collector.SendAsync(Spans.Chat(), Spans.Chat());

        var models = await reader.GetBreakdownAsync(Workspaces.DefaultId, window, UsageFilter.None, UsageDimension.Model, Cancel);
        var hours = await reader.GetTimelineAsync(Workspaces.DefaultId, window, UsageFilter.None, Cancel);
        var records = await reader.GetRecordsAsync(Workspaces.DefaultId, new RecordQuery { Window = window }, Cancel);
        Assert.Equal((1, 1, 1, 1), (totals.Calls, models.Sum(group => group.Totals.Calls), hours.Sum(hour => hour.Totals.Calls), records.TotalCount));
        Assert.Equal(3, (await collector.TotalsAsync("1d")).Calls);
    }

    [Fact]
    public async Task A_group_was_last_seen_at_its_newest_call_in_whatever_order_calls_arrive()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.ChatAt(TestCollector.Noon.AddHours(-1)), Spans.ChatAt(TestCollector.Noon.AddHours(-2)));
        await collector.SendAsync(Spans.ChatAt(TestCollector.Noon.AddHours(-3)));

        var groups = await collector.Queries.GetBreakdownAsync(Workspaces.DefaultId, collector.Window(), UsageFilter.None, UsageDimension.Model, Cancel);

        Assert.Equal((3L, TestCollector.Noon.AddHours(-1)), (Assert.Single(groups).Totals.Calls, groups[0].LastSeen));
    }

    private static async Task EachGroupHasItsRecordsAsync(TestCollector collector, UsageWindow window, UsageDimension dimension, IReadOnlyList<UsageGroup> groups)
    {
        foreach (var group in groups)
        {
            var filter = Only(dimension, group.Name ?? "");
            var page = await collector.RecordsAsync(query => query with { Window = window, Filter = filter });
            Assert.Equal(group.Totals, page.Totals);
            Assert.Equal(group.Totals.Calls, page.TotalCount);
            Assert.Equal(group.Totals, await collector.Queries.GetTotalsAsync(Workspaces.DefaultId, window, filter, Cancel));
            if (page.TotalCount == page.Items.Count)
            {
                Assert.Equal(group.Totals.CostNanoUsd, page.Items.Sum(row => row.CostNanoUsd ?? 0));
                Assert.Equal(group.Totals.UnpricedCalls, page.Items.Count(row => row.Unpriced));
            }
        }
    }

    private static async Task SeriesAddUpAsync(
        TestCollector collector, UsageWindow window, UsageDimension dimension, IReadOnlyList<UsageGroup> groups, IReadOnlyList<UsageBucket> timeline)
    {
        var series = await collector.Queries.GetSeriesAsync(Workspaces.DefaultId, window, UsageFilter.None, dimension, 2, Cancel);
        Assert.Equal(
            groups.Count > 2 ? [groups[0].Name, groups[1].Name, "(other)"] : groups.Select(group => group.Name),
            series.Select(one => one.Name));
        for (var bucket = 0; bucket < timeline.Count; bucket++)
        {
            Assert.All(series, one => Assert.Equal(timeline[bucket].Start, one.Buckets[bucket].Start));
            Assert.Equal(timeline[bucket].Totals, series.Select(one => one.Buckets[bucket].Totals).Aggregate((sum, next) => sum.Plus(next)));
        }
    }

    private static UsageFilter Only(UsageDimension dimension, string value, UsageFilter? and = null) => dimension switch
    {
        UsageDimension.Model => (and ?? UsageFilter.None) with { Model = value },
        UsageDimension.Provider => (and ?? UsageFilter.None) with { Provider = value },
        UsageDimension.Feature => (and ?? UsageFilter.None) with { Feature = value },
        UsageDimension.Category => (and ?? UsageFilter.None) with { Category = value },
        UsageDimension.EntryPoint => (and ?? UsageFilter.None) with { EntryPoint = value },
        UsageDimension.Organization => (and ?? UsageFilter.None) with { Organization = value },
        UsageDimension.User => (and ?? UsageFilter.None) with { User = value },
        UsageDimension.Project => (and ?? UsageFilter.None) with { Project = value },
        UsageDimension.Service => (and ?? UsageFilter.None) with { Service = value },
        UsageDimension.CallSite => (and ?? UsageFilter.None) with { CallSite = value },
        _ => throw new ArgumentOutOfRangeException(nameof(dimension)),
    };

    // The last and the first 100 nanoseconds of each edge day, today's beginning included.
    private static IEnumerable<DecodedSpan> AroundMidnight()
    {
        var today = new DateTimeOffset(TestCollector.Noon.Date, TimeSpan.Zero);
        foreach (var days in new[] { 0, 6, 29, 89 })
        {
            yield return Spans.ChatAt(today.AddDays(-days));
            yield return Spans.ChatAt(today.AddDays(-days).AddTicks(-1));
        }
    }
}
