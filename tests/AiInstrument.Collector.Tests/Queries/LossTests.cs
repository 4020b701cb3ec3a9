using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Queries;

public sealed class LossTests
{
    private static readonly DateTimeOffset s_since = TestCollector.Noon.AddHours(-2);

    [Fact]
    public async Task The_counts_of_a_process_grow_and_neither_a_resend_nor_a_late_report_adds_to_them()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Loss("p1", lost: 5), Loss("p2", lost: 1, rejected: 2));
        await collector.SendAsync(Loss("p1", lost: 9));
        await collector.SendAsync(Loss("p1", lost: 9), Loss("p1", lost: 5));

        Assert.Equal([new ServiceLoss("support", 10, 2, s_since, TestCollector.Noon)], await ReadAsync(collector));
        Assert.Equal(0, (await collector.TotalsAsync()).Calls);
    }

    [Fact]
    public async Task A_window_shows_the_losses_that_may_lie_in_it()
    {
        await using var collector = await TestCollector.StartAsync();
        await collector.SendAsync(Loss("p1", lost: 5));
        collector.Time.Now += TimeSpan.FromDays(10);

        Assert.Empty(await ReadAsync(collector, "7d"));
        Assert.Single(await ReadAsync(collector));
    }

    [Theory]
    [InlineData("aiinstrument.delivery.schema", 2L, "schema")]
    [InlineData("aiinstrument.delivery.instance", null, "instance")]
    [InlineData("aiinstrument.delivery.lost", -1L, "counts")]
    [InlineData("aiinstrument.delivery.rejected", null, "counts")]
    public async Task A_report_that_cannot_be_read_is_rejected_with_a_reason(string key, object? value, string reason)
    {
        await using var collector = await TestCollector.StartAsync();

        var result = await collector.SendAsync(Loss("p1", lost: 5, rejected: 0, (key, value)), Spans.Chat());

        Assert.Equal((1, 1), (result.Stored, result.Rejected));
        Assert.Contains(reason, result.RejectedMessage, StringComparison.Ordinal);
    }

    private static DecodedSpan Loss(string instance, long lost, long rejected = 0, params (string Key, object? Value)[] more) => Spans.Make(
        "aiinstrument.delivery.loss",
        new UInt128(0x77, (ulong)Random.Shared.NextInt64(1, long.MaxValue)),
        7,
        s_since,
        new DecodedScope { Name = "AiInstrument.Delivery" },
        "support",
        [
            ("aiinstrument.delivery.schema", 1L),
            ("aiinstrument.delivery.instance", instance),
            ("aiinstrument.delivery.lost", lost),
            ("aiinstrument.delivery.rejected", rejected),
            .. more,
        ]);

    private static Task<IReadOnlyList<ServiceLoss>> ReadAsync(TestCollector collector, string period = "all") =>
        collector.Queries.GetLossesAsync(Workspaces.DefaultId, collector.Window(period), TestContext.Current.CancellationToken);
}
