using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Tests.Storage;

public sealed class IngestTests
{
    [Fact]
    public async Task A_chat_call_is_stored_priced_and_shown()
    {
        await using var collector = await TestCollector.StartAsync();

        var result = await collector.SendAsync(Spans.Chat(("aiinstrument.feature.id", "ticket.summarize"), ("user.id", "u-1")));

        Assert.Equal(new IngestResult(1, 0, 0, 0, null), result);
        var record = await collector.OnlyRecordAsync();
        Assert.Equal("gpt-4o-mini-2024-07-18", record.Model);
        Assert.Equal("ticket.summarize", record.Feature);
        Assert.Equal("u-1", record.User);
        Assert.Equal("support", record.Service);

        // 1000 × 0.15 USD + 100 × 0.60 USD for each million tokens.
        Assert.Equal(210_000, record.CostNanoUsd);
        Assert.Equal(210_000, (await collector.TotalsAsync()).CostNanoUsd);
        Assert.Equal(TimeSpan.FromSeconds(1.5), record.Duration);
    }

    [Fact]
    public async Task Spans_that_are_no_calls_are_accepted_and_left_out()
    {
        await using var collector = await TestCollector.StartAsync();

        var result = await collector.SendAsync(Spans.Make("GET /", TestCollector.Noon), Spans.Chat(("gen_ai.operation.name", "execute_tool")));

        Assert.Equal(new IngestResult(0, 0, 2, 0, null), result);
        Assert.Equal(0, (await collector.RecordsAsync(query => query with { IncludeUncounted = true })).TotalCount);
    }

    [Fact]
    public async Task Sending_again_changes_nothing_even_after_a_restart()
    {
        var folder = TestCollector.NewFolder();
        var first = Spans.Chat(("gen_ai.response.id", "r1"));
        UsageTotals before;
        await using (var collector = await TestCollector.StartAsync(folder))
        {
            Assert.Equal(new IngestResult(1, 0, 0, 0, null), await collector.SendAsync(first));
            Assert.Equal(new IngestResult(1, 1, 0, 0, null), await collector.SendAsync(Spans.Chat(), first));
            Assert.Equal(new IngestResult(0, 2, 0, 0, null), await collector.SendAsync(first, first));
            before = await collector.TotalsAsync();
        }

        await using (var collector = await TestCollector.StartAsync(folder))
        {
            Assert.Equal(new IngestResult(0, 1, 0, 0, null), await collector.SendAsync(first));
            Assert.Equal(before, await collector.TotalsAsync());
            Assert.Equal(2, before.Calls);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_same_span_in_another_workspace_is_another_interaction()
    {
        await using var collector = await TestCollector.StartAsync();
        var span = Spans.Chat();

        await collector.SendAsync(span);
        var result = await collector.Ingest.IngestAsync(2, [span], TestContext.Current.CancellationToken);

        Assert.Equal(1, result.Stored);
        Assert.Equal(1, (await collector.TotalsAsync()).Calls);
        Assert.Equal(1, (await collector.Queries.GetTotalsAsync(2, collector.Window(), UsageFilter.None, TestContext.Current.CancellationToken)).Calls);
    }

    [Fact]
    public async Task A_covered_span_is_stored_and_not_counted()
    {
        await using var collector = await TestCollector.StartAsync();

        await collector.SendAsync(Spans.Chat(("aiinstrument.covered_by", "00f067aa0ba902b7")));

        Assert.Equal(new UsageTotals(), await collector.TotalsAsync());
        Assert.Empty((await collector.RecordsAsync()).Items);
        var record = await collector.OnlyRecordAsync();
        Assert.False(record.Counted);
        Assert.Equal("covered by span 00f067aa0ba902b7", record.UncountedReason);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Rollups_equal_the_sums_of_the_rows_whatever_is_sent_in_whatever_batches(int seed)
    {
        await using var collector = await TestCollector.StartAsync();
        var traffic = new RandomTraffic(seed);
        var model = new UsageModel(TestCollector.Noon);
        var calls = traffic.Calls(400);
        var batches = traffic.Split(calls);
        batches.AddRange(traffic.Split(traffic.Some(calls)));

        // Several senders at one time, as receivers do.
        var results = await Task.WhenAll(batches.Select(batch => collector.SendAsync(batch).AsTask()));

        calls.ForEach(call => Assert.True(model.Add(call)));
        Assert.Equal(calls.Count, results.Sum(result => result.Stored));
        Assert.Equal(batches.Sum(batch => batch.Count) - calls.Count, results.Sum(result => result.Duplicates));
        Assert.Equal(UsageModel.Sum(model.Counted), await collector.TotalsAsync("all"));
        Assert.Equal(UsageModel.Sum(model.Counted), (await collector.RecordsAsync()).Totals);

        // Hours and days hold the same.
        Assert.Equal(
            await collector.SqlAsync("SELECT group_concat(day || ':' || calls || ':' || cost || ':' || tokens) FROM (SELECT day, sum(calls) AS calls, sum(cost_nano_usd) AS cost, sum(input_tokens) AS tokens FROM usage_daily GROUP BY day ORDER BY day)"),
            await collector.SqlAsync("SELECT group_concat(day || ':' || calls || ':' || cost || ':' || tokens) FROM (SELECT hour / 24 AS day, sum(calls) AS calls, sum(cost_nano_usd) AS cost, sum(input_tokens) AS tokens FROM usage_hourly GROUP BY hour / 24 ORDER BY 1)"));
    }

    [Fact]
    public async Task A_full_queue_is_told_to_the_sender_and_what_was_queued_is_written()
    {
        await using var collector = TestCollector.NotStarted(maxQueuedSpans: 2);
        await collector.Database.InitializeAsync(TestContext.Current.CancellationToken);
        var waiting = collector.SendAsync(Spans.Chat(), Spans.Chat());

        var refused = await Assert.ThrowsAsync<IngestUnavailableException>(async () => await collector.SendAsync(Spans.Chat()));
        Assert.Equal("The collector's queue is full; try again.", refused.Message);
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.False(waiting.IsCompleted);

        await collector.StartWriterAsync();
        Assert.Equal(2, (await waiting).Stored);
        Assert.Equal(1, (await collector.SendAsync(Spans.Chat())).Stored);
    }

    [Fact]
    public async Task A_queue_that_holds_too_many_bytes_is_full_too()
    {
        await using var collector = TestCollector.NotStarted(maxQueuedSpans: 1000, maxMemory: 5_000);
        await collector.Database.InitializeAsync(TestContext.Current.CancellationToken);
        var waiting = collector.SendAsync(Spans.Chat(("large", new string('x', 2_000))), Spans.Chat(("large", new string('y', 2_000))));

        await Assert.ThrowsAsync<IngestUnavailableException>(async () => await collector.SendAsync(Spans.Chat()));

        await collector.StartWriterAsync();
        Assert.Equal(2, (await waiting).Stored);
        Assert.Equal(1, (await collector.SendAsync(Spans.Chat())).Stored);
    }

    [Fact]
    public async Task A_batch_larger_than_the_queue_gets_through_when_nothing_waits()
    {
        await using var collector = await TestCollector.StartAsync(maxQueuedSpans: 1);

        Assert.Equal(3, (await collector.SendAsync(Spans.Chat(), Spans.Chat(), Spans.Chat())).Stored);
    }

    [Fact]
    public async Task A_sender_that_gives_up_does_not_take_its_spans_back()
    {
        await using var collector = TestCollector.NotStarted(maxQueuedSpans: 10);
        await collector.Database.InitializeAsync(TestContext.Current.CancellationToken);
        using var gone = new CancellationTokenSource();
        var waiting = collector.Ingest.IngestAsync(Workspaces.DefaultId, [Spans.Chat()], gone.Token).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await collector.StartWriterAsync();
        await collector.SendAsync(Spans.Chat());

        Assert.Equal(2, (await collector.TotalsAsync()).Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stopping_writes_what_is_queued_and_takes_nothing_more(bool outOfPatience)
    {
        var folder = TestCollector.NewFolder();
        await using (var collector = await TestCollector.StartAsync(folder))
        {
            var sent = Enumerable.Range(0, 50).Select(_ => collector.SendAsync(Spans.Chat()).AsTask()).ToArray();
            await collector.StopAsync(outOfPatience);
            Assert.Equal(50, (await Task.WhenAll(sent)).Sum(result => result.Stored));
            await Assert.ThrowsAsync<IngestUnavailableException>(async () => await collector.SendAsync(Spans.Chat()));
        }

        Directory.Delete(folder, recursive: true);
    }
}
