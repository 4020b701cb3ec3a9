using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Queries;

/// <summary>Hours and flows agree with the records, whatever narrows them.</summary>
public sealed class HourTests
{
    private static readonly UsageFilter[] Filters =
    [
        UsageFilter.None,
        new() { Model = "gpt-5.4-mini" },
        new() { Provider = "openai" },
        new() { Feature = "ticket.tag" },
        new() { Category = "" },
        new() { EntryPoint = "nightly_digest" },
        new() { Organization = "o1" },
        new() { Organization = "" },
        new() { Project = "p1" },
        new() { Service = "billing" },
    ];

    private static readonly UsageFilter[] Combined =
    [
        new() { Model = "gpt-5.4-mini", Feature = "ticket.tag" },
        new() { Category = "summarization", EntryPoint = "", Service = "support" },
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hours_are_those_of_the_records_for_any_window_and_narrowing()
    {
        await using var collector = await TestCollector.StartAsync();
        var model = await FillAsync(collector);

        foreach (var window in (UsageWindow[])[collector.Window("all"), collector.Window("90d"), collector.Window("1d"), collector.Window("2026-11"), .. Days(collector)])
        {
            foreach (var filter in window.FromDay is null ? Filters : [.. Filters, .. Combined])
            {
                var expected = model.Counted.Where(entry => UsageModel.In(window, entry.Call) && Fits(filter, entry.Call))
                    .GroupBy(entry => entry.Call.StartUnixNano / 3_600_000_000_000)
                    .OrderBy(hour => hour.Key)
                    .Select(hour => (DateTimeOffset.UnixEpoch.AddHours(hour.Key), UsageModel.Sum(hour)));

                var usage = await collector.Queries.GetHoursAsync(Workspaces.DefaultId, window, filter, Cancel);

                Assert.Equal(expected, usage.Hours!.Select(hour => (hour.Start, hour.Totals)));
                Assert.Equal(new UsageTotals(), usage.Missing);
            }
        }
    }

    [Fact]
    public async Task Hours_that_are_not_kept_are_not_guessed()
    {
        await using var collector = await TestCollector.StartAsync();
        await FillAsync(collector);

        foreach (var filter in (UsageFilter[])[new() { User = "u1" }, new() { Organization = "o1", Model = "gpt-5.4-mini" }, new() { Organization = "o1", Project = "p1" }])
        {
            Assert.Null((await collector.Queries.GetHoursAsync(Workspaces.DefaultId, collector.Window("7d"), filter, Cancel)).Hours);
        }

        Assert.Null((await collector.Queries.GetHoursAsync(Workspaces.DefaultId, collector.Window("all"), Combined[0], Cancel)).Hours);
        Assert.Empty((await collector.Queries.GetHoursAsync(Workspaces.DefaultId, collector.Window("7d"), new() { User = "nobody" }, Cancel)).Hours!);
    }

    [Fact]
    public async Task What_hours_lack_is_said()
    {
        await using var collector = await TestCollector.StartAsync();
        await FillAsync(collector);
        using (var foreign = collector.OpenForeign())
        {
            using var command = foreign.CreateCommand();
            command.CommandText = "DELETE FROM usage_hours WHERE kind = 7 AND hour < (SELECT max(hour) - 200 FROM usage_hours)";
            Assert.True(await command.ExecuteNonQueryAsync(Cancel) > 0);
        }

        var filter = new UsageFilter { Organization = "o1" };
        var usage = await collector.Queries.GetHoursAsync(Workspaces.DefaultId, collector.Window("all"), filter, Cancel);

        Assert.True(usage.Missing.Calls > 0);
        Assert.Equal(await collector.TotalsAsync("all", filter), usage.Hours!.Select(hour => hour.Totals).Aggregate(usage.Missing, (sum, next) => sum.Plus(next)));
    }

    [Fact]
    public async Task A_member_of_two_organizations_sees_the_hours_of_both_and_of_nobody_else()
    {
        await using var collector = await TestCollector.StartAsync();
        var model = await FillAsync(collector);
        using var queries = collector.QueriesOf(UsageAudience.Of(["o1", "o2"]));

        var usage = await queries.GetHoursAsync(Workspaces.DefaultId, collector.Window("all"), UsageFilter.None, Cancel);
        var flows = await queries.GetFlowAsync(Workspaces.DefaultId, collector.Window("all"), UsageFilter.None, Cancel);

        var expected = UsageModel.Sum(model.Counted.Where(entry => entry.Call.Organization is "o1" or "o2"));
        Assert.Equal(expected, usage.Hours!.Select(hour => hour.Totals).Aggregate((sum, next) => sum.Plus(next)));
        Assert.Equal(expected, flows.Select(flow => flow.Totals).Aggregate((sum, next) => sum.Plus(next)));
        Assert.Empty(await queries.GetChangesAsync(Workspaces.DefaultId, TestCollector.Noon, Cancel));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(1)]
    public async Task Flows_are_those_of_the_records_for_any_window_and_narrowing(int filledDaysAgo)
    {
        await using var collector = await TestCollector.StartAsync();
        var model = await FillAsync(collector);
        await collector.FillRollupsAsync(filledDaysAgo);

        foreach (var window in (UsageWindow[])[collector.Window("all"), collector.Window("30d"), .. Days(collector)])
        {
            foreach (var filter in (UsageFilter[])[.. Filters, .. Combined, new() { User = "u2" }, new() { Organization = "o1", User = "u1" }, new() { Organization = "o2", Project = "p1" }])
            {
                var expected = model.Counted.Where(entry => UsageModel.In(window, entry.Call) && Fits(filter, entry.Call))
                    .GroupBy(entry => (entry.Call.EntryPoint, entry.Call.Feature, entry.Call.Model))
                    .Select(flow => new UsageFlow(flow.Key.EntryPoint, flow.Key.Feature, flow.Key.Model, UsageModel.Sum(flow)));

                Assert.Equal(Sorted(expected), Sorted(await collector.Queries.GetFlowAsync(Workspaces.DefaultId, window, filter, Cancel)));
            }
        }

        static IEnumerable<UsageFlow> Sorted(IEnumerable<UsageFlow> flows) =>
            flows.OrderBy(flow => flow.EntryPoint, StringComparer.Ordinal).ThenBy(flow => flow.Feature, StringComparer.Ordinal).ThenBy(flow => flow.Model, StringComparer.Ordinal);
    }

    private static async Task<UsageModel> FillAsync(TestCollector collector)
    {
        var model = new UsageModel(TestCollector.Noon);
        List<DecodedSpan> calls = new RandomTraffic(23).Calls(500);
        calls.ForEach(call => Assert.True(model.Add(call)));
        await collector.SendAsync(calls);
        Assert.Equal("", await collector.SqlAsync(RollupDifferences.Sql));
        return model;
    }

    private static IEnumerable<UsageWindow> Days(TestCollector collector)
    {
        var today = collector.Window("1d").ToDay;
        return [UsageWindow.Of(today.AddDays(-61), today.AddDays(-5)), UsageWindow.Of(today.AddDays(-2), today.AddDays(40))];
    }

    private static bool Fits(UsageFilter filter, Interaction call) =>
        Is(filter.Model, call.Model) && Is(filter.Provider, call.Provider) && Is(filter.Feature, call.Feature) && Is(filter.Category, call.Category) && Is(filter.EntryPoint, call.EntryPoint)
        && Is(filter.Organization, call.Organization) && Is(filter.User, call.User) && Is(filter.Project, call.Project) && Is(filter.Service, call.Service);

    private static bool Is(string? asked, string? value) => asked is null || asked == (value ?? "");
}
