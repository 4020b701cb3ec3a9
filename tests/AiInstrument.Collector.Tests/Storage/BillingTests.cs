using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Queries;
using FsCheck;
using FsCheck.Fluent;

namespace AiInstrument.Collector.Tests.Storage;

/// <summary>One call is paid once, whatever arrives first.</summary>
public sealed class BillingTests
{
    [Fact]
    public async Task Whatever_the_tree_the_order_the_batches_and_the_repeats_totals_are_those_of_the_model_after_each_batch()
    {
        var seeds = Gen.Sample(ArbMap.Default.GeneratorFor<int>(), 12).ToList();
        foreach (var seed in seeds)
        {
            await using var collector = await TestCollector.StartAsync();
            var random = new Random(seed);
            var trees = Enumerable.Range(0, 3).Select(_ => new CallTreeModel(random).Grow(random.Next(1, 25))).ToList();
            var all = trees.SelectMany(tree => tree.Nodes.Select(node => (Tree: tree, Node: node))).ToArray();
            (CallTreeModel Tree, CallTreeModel.Node Node)[] arrivals = [.. all, .. all.Where(_ => random.Next(4) == 0)];
            random.Shuffle(arrivals);
            var known = trees.ToDictionary(tree => tree, _ => new HashSet<CallTreeModel.Node>());
            for (var sent = 0; sent < arrivals.Length;)
            {
                var batch = arrivals[sent..Math.Min(arrivals.Length, sent + random.Next(1, 12))];
                sent += batch.Length;
                await collector.SendAsync([.. batch.Select(arrival => arrival.Tree.Span(arrival.Node))]);
                Array.ForEach(batch, arrival => known[arrival.Tree].Add(arrival.Node));

                var paid = known.Values.Select(CallTreeModel.Paid).ToList();
                var totals = await collector.TotalsAsync("all");
                Assert.True(
                    (paid.Sum(sum => sum.Calls), paid.Sum(sum => sum.Input), paid.Sum(sum => sum.Output)) == ((int)totals.Calls, totals.InputTokens, totals.OutputTokens),
                    $"Seed {seed}, after {sent} spans: {string.Join(" + ", paid)} must be paid for, and {totals} is.");
                await RollupsAreTheSumsOfTheRowsAsync(collector);
            }
        }
    }

    [Fact]
    public async Task An_agent_pays_for_what_the_calls_beneath_it_do_not_say_even_when_they_arrive_later()
    {
        await using var collector = await TestCollector.StartAsync();
        var agent = Span(1, 0, ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.usage.input_tokens", 1000L), ("gen_ai.usage.output_tokens", 100L));
        var step = Span(2, 1);
        var call = Span(3, 2, ("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", 900L), ("gen_ai.usage.output_tokens", 100L));

        await collector.SendAsync(agent);
        Assert.Equal((1L, 1000L, 100L), await PaidAsync(collector));
        await collector.SendAsync(call);
        Assert.Equal((2L, 1900L, 200L), await PaidAsync(collector));
        await collector.SendAsync(step);
        Assert.Equal((2L, 1000L, 100L), await PaidAsync(collector));
        await collector.SendAsync(agent, call, step);
        Assert.Equal((2L, 1000L, 100L), await PaidAsync(collector));
        await RollupsAreTheSumsOfTheRowsAsync(collector);
    }

    [Fact]
    public async Task What_a_tool_calls_is_no_part_of_the_agents_sum()
    {
        await using var collector = await TestCollector.StartAsync();

        await collector.SendAsync(
            Span(1, 0, ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.usage.input_tokens", 500L)),
            Span(2, 1, ("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", 500L)),
            Span(3, 1, ("gen_ai.operation.name", "execute_tool")),
            Span(4, 3, ("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", 70L)));

        Assert.Equal((2L, 570L, 0L), await PaidAsync(collector));
        var page = await collector.RecordsAsync(query => query with { IncludeUncounted = true });
        var agent = Assert.Single(page.Items, row => !row.Counted);
        var detail = await collector.Queries.GetRecordAsync(1, agent.Id, TestContext.Current.CancellationToken);
        Assert.Equal(("counted by the calls beneath it", 500L), (detail!.UncountedReason, detail.InputTokens));
        var uncounted = await collector.RecordsAsync(query => query with { Status = "uncounted" });
        Assert.Equal((agent.Id, 1L, 0L), (Assert.Single(uncounted.Items).Id, uncounted.TotalCount, uncounted.Totals.Calls));
    }

    [Fact]
    public async Task A_call_that_two_libraries_report_nested_is_paid_once_and_the_outer_one_pays()
    {
        await using var collector = await TestCollector.StartAsync();
        var outer = Span(1, 0, ("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", 10L), ("gen_ai.response.id", "r"), ("aiinstrument.feature.id", "f"));
        var inner = Span(2, 1, ("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", 10L), ("gen_ai.response.id", "r"));

        await collector.SendAsync(inner);
        Assert.Equal((1L, 10L, 0L), await PaidAsync(collector));
        await collector.SendAsync(outer);

        Assert.Equal((1L, 10L, 0L), await PaidAsync(collector));
        Assert.Equal("f", Assert.Single((await collector.RecordsAsync()).Items).Feature);
        var groups = await collector.Queries.GetBreakdownAsync(1, collector.Window(), UsageFilter.None, UsageDimension.Feature, TestContext.Current.CancellationToken);
        Assert.Equal("f", Assert.Single(groups).Name);
    }

    [Fact]
    public async Task Retries_that_used_tokens_count_and_are_marked()
    {
        await using var collector = await TestCollector.StartAsync();

        await collector.SendAsync(
            Span(1, 0, ("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", 10L), ("gen_ai.response.id", "a")),
            Span(2, 0, ("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", 10L), ("gen_ai.response.id", "b"), ("http.request.resend_count", 1L)));

        Assert.Equal((2L, 20L, 0L), await PaidAsync(collector));
        Assert.Equal(1L, await collector.SqlAsync("SELECT count(*) FROM interactions WHERE attempt = 2"));
    }

    [Fact]
    public async Task Spans_that_go_round_in_a_circle_are_stored_and_lose_nothing()
    {
        await using var collector = await TestCollector.StartAsync();

        await collector.SendAsync(
            Span(1, 2, ("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", 10L), ("gen_ai.response.id", "r")),
            Span(2, 1, ("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", 10L), ("gen_ai.response.id", "r")),
            Span(3, 3, ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.usage.input_tokens", 5L)));

        Assert.Equal((3L, 25L, 0L), await PaidAsync(collector));
    }

    private static DecodedSpan Span(ulong span, ulong parent, params (string Key, object? Value)[] attributes)
    {
        var made = Spans.Make(
            "span", 77, span, TestCollector.Noon.AddMinutes(-1), new DecodedScope { Name = "AiInstrument" }, "support",
            [.. attributes.Length == 0 ? [] : new (string, object?)[] { ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-4o-mini") }, .. attributes]);
        made.ParentSpanId = parent;
        return made;
    }

    private static async Task<(long Calls, long Input, long Output)> PaidAsync(TestCollector collector)
    {
        var totals = await collector.TotalsAsync("all");
        return (totals.Calls, totals.InputTokens, totals.OutputTokens);
    }

    private static async Task RollupsAreTheSumsOfTheRowsAsync(TestCollector collector)
    {
        Assert.Equal((await collector.RecordsAsync(query => query with { IncludeUncounted = true })).Totals, await collector.TotalsAsync("all"));
        Assert.Equal("", await collector.SqlAsync(RollupDifferences.Sql));
    }
}
