using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Queries;

public sealed class QualityTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Percentiles_errors_and_savings_agree_with_the_records_for_every_narrowing()
    {
        await using var collector = await TestCollector.StartAsync();
        var model = new UsageModel(TestCollector.Noon);
        var calls = new RandomTraffic(23).Calls(600);
        calls.ForEach(call => Assert.True(model.Add(call)));
        await collector.SendAsync(calls);
        var window = collector.Window("90d");
        var inWindow = model.Counted.Where(entry => UsageModel.In(window, entry.Call)).ToList();

        Agree(inWindow, await QualityAsync(collector, UsageFilter.None));
        Agree([.. inWindow.Where(entry => entry.Call.Feature == "ticket.tag")], await QualityAsync(collector, new UsageFilter { Feature = "ticket.tag" }));
        Agree([.. inWindow.Where(entry => entry.Call.Model == "acme-1" && entry.Call.EntryPoint is null)], await QualityAsync(collector, new UsageFilter { Model = "acme-1", EntryPoint = "" }));
        foreach (var dimension in (UsageDimension[])[UsageDimension.Model, UsageDimension.Provider, UsageDimension.Feature, UsageDimension.Category, UsageDimension.EntryPoint, UsageDimension.Service])
        {
            var groups = await collector.Queries.GetQualityByAsync(Workspaces.DefaultId, window, UsageFilter.None, dimension, Cancel);
            Assert.Equal(groups.Count, groups.Select(group => group.Name ?? "").Distinct(StringComparer.Ordinal).Count());
            Assert.All(groups, group => Agree([.. inWindow.Where(entry => UsageModel.Value(dimension, entry.Call) == group.Name)], group.Quality));
            Assert.Equal(inWindow.Count(entry => entry.Call.Status == InteractionStatus.Ok), groups.Sum(group => group.Quality.Durations!.Calls));
        }
    }

    [Fact]
    public async Task Of_an_organization_only_savings_are_kept_and_of_a_user_or_project_nothing()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Chat(("aiinstrument.organization.id", "o1"), ("gen_ai.usage.cache_read.input_tokens", 800L)), Spans.Chat());

        var organization = await QualityAsync(collector, new UsageFilter { Organization = "o1" });
        var user = await QualityAsync(collector, new UsageFilter { User = "" });
        // Of one snapshot, as a page reads them.
        using var queries = new SqliteUsageQueries(collector.Database, WholeWorkspace.Instance);
        foreach (var dimension in (UsageDimension[])[UsageDimension.Feature, UsageDimension.Organization])
        {
            var filter = new UsageFilter { Organization = "o1" };
            await queries.GetQualityByAsync(Workspaces.DefaultId, collector.Window(), filter, dimension, Cancel);
            Assert.Equal(organization.Savings, (await queries.GetQualityAsync(Workspaces.DefaultId, collector.Window(), filter, Cancel)).Savings);
        }

        var byOrganization = await collector.Queries.GetQualityByAsync(Workspaces.DefaultId, collector.Window(), UsageFilter.None, UsageDimension.Organization, Cancel);

        // 800 tokens at $0.075 instead of $0.15 for a million.
        Assert.Equal(new UsageQuality(null, null, null, new CacheSavings(0, 0, 0, 1, 60_000)), organization);
        Assert.Equal(new UsageQuality(null, null, null, null), user);
        Assert.Equal([("o1", 60_000L)], byOrganization.Where(group => group.Name is not null).Select(group => (group.Name!, group.Quality.Savings!.PromptCacheNanoUsd)));
        Assert.Empty(await collector.Queries.GetQualityByAsync(Workspaces.DefaultId, collector.Window(), UsageFilter.None, UsageDimension.User, Cancel));
    }

    [Fact]
    public async Task An_answer_from_the_applications_cache_costs_nothing_and_says_what_it_saved()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Chat(("aiinstrument.cache.hit", true)), Spans.Chat(("aiinstrument.cache.hit", true), ("gen_ai.response.model", "acme-1"), ("gen_ai.request.model", "acme-1")));

        var savings = (await QualityAsync(collector, UsageFilter.None)).Savings;

        // 1,000 tokens at $0.15 and 100 at $0.60 for a million; nobody knows what the other one would have cost.
        Assert.Equal(new CacheSavings(2, 210_000, 1, 0, 0), savings);
        Assert.Equal(0, (await collector.TotalsAsync()).CostNanoUsd);
    }

    [Fact]
    public async Task Writing_a_prompt_cache_that_nobody_reads_saves_less_than_nothing()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Chat(
            ("gen_ai.provider.name", "anthropic"), ("gen_ai.request.model", "claude-sonnet-4-5"), ("gen_ai.response.model", "claude-sonnet-4-5-20250929"), ("gen_ai.usage.cache_write.input_tokens", 400L)));

        // 400 tokens at $3.75 instead of $3.00 for a million.
        Assert.Equal(new CacheSavings(0, 0, 0, 1, -300_000), (await QualityAsync(collector, UsageFilter.None)).Savings);
    }

    [Fact]
    public async Task What_the_workspace_has_never_seen_has_no_quality()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Spans.Chat());

        var quality = await QualityAsync(collector, new UsageFilter { Model = "never-seen" });

        Assert.Equal(new DurationQuality(0, null, null, null), quality.Durations);
        Assert.Empty(quality.Errors!);
    }

    private static Task<UsageQuality> QualityAsync(TestCollector collector, UsageFilter filter) =>
        collector.Queries.GetQualityAsync(Workspaces.DefaultId, collector.Window("90d"), filter, Cancel);

    private static void Agree(IReadOnlyList<(Interaction Call, Cost Cost)> expected, UsageQuality quality)
    {
        Assert.NotEmpty(expected);
        var durations = expected.Where(entry => entry.Call.Status == InteractionStatus.Ok).Select(entry => entry.Call.DurationNano / 1e6).Order().ToList();
        Assert.Equal(durations.Count, quality.Durations!.Calls);
        foreach (var (share, percentile) in ((double, TimeSpan?)[])[(0.5, quality.Durations.P50), (0.95, quality.Durations.P95), (0.99, quality.Durations.P99)])
        {
            if (durations.Count > 0)
            {
                var exact = durations[(int)Math.Ceiling(share * durations.Count) - 1];
                Assert.InRange(percentile!.Value.TotalMilliseconds, (exact * 0.8) - 1, (exact * 1.25) + 1);
            }
        }

        Assert.Equal(
            expected.Where(entry => entry.Call.Status == InteractionStatus.Error).GroupBy(entry => entry.Call.ErrorType ?? "").Select(type => (type.Key, (long)type.Count())).Order(),
            quality.Errors!.Select(error => (error.Type ?? "", error.Calls)).Order());
        Assert.Equal(expected.Where(entry => !entry.Call.CacheHit).Sum(entry => entry.Cost.SavedNanoUsd ?? 0), quality.Savings!.PromptCacheNanoUsd);
        Assert.Equal(expected.Count(entry => !entry.Call.CacheHit && entry.Cost.SavedNanoUsd is not null), quality.Savings.PromptCacheCalls);
    }
}
