using AiInstrument.Collector.Receiving;

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
}
