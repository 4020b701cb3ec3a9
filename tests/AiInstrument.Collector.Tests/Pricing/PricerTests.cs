using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;

namespace AiInstrument.Collector.Tests.Pricing;

public sealed class PricerTests
{
    private static readonly PriceBook Book = ShippedPriceBook.Load();

    private static readonly Interaction Call = new()
    {
        TraceId = 1,
        SpanId = 1,
        StartUnixNano = 1_780_000_000_000_000_000,
        Provider = "openai",
        RequestModel = "gpt-4o-mini",
        Usage = new TokenUsage { Input = 1000, Output = 100 },
    };

    [Fact]
    public void The_answering_model_is_priced_before_the_requested_one()
    {
        var cost = Pricer.Price(Call with { RequestModel = "gpt-4o", ResponseModel = "gpt-4o-mini-2024-07-18" }, Book);

        Assert.Equal(210_000, cost.NanoUsd);
        Assert.False(cost.Unpriced);
        Assert.Contains("gpt-4o-mini", cost.Price!.Models);
    }

    [Fact]
    public void The_requested_model_is_priced_where_the_answering_one_is_not_listed() =>
        Assert.Equal(210_000, Pricer.Price(Call with { ResponseModel = "my-deployment" }, Book).NanoUsd);

    [Fact]
    public void Used_tokens_without_a_price_have_no_cost_and_never_zero() =>
        Assert.Equal(new Cost(null, true, null), Pricer.Price(Call with { RequestModel = "acme-1" }, Book));

    [Fact]
    public void No_tokens_cost_nothing_even_without_a_price() =>
        Assert.Equal(new Cost(0, false, null), Pricer.Price(Call with { RequestModel = "acme-1", Usage = new TokenUsage { Input = 0 } }, Book));

    [Theory]
    [InlineData(false, 0L)]
    [InlineData(true, null)]
    public void Usage_that_nobody_reported_is_free_only_where_none_is_missing(bool estimated, long? expected) =>
        Assert.Equal(new Cost(expected, false, null), Pricer.Price(Call with { Estimated = estimated, Usage = default }, Book));

    [Fact]
    public void An_answer_from_a_cache_costs_nothing_and_saves_what_it_would_have_cost() =>
        Assert.Equal(new Cost(0, false, null) { SavedNanoUsd = Pricer.Price(Call, Book).NanoUsd }, Pricer.Price(Call with { CacheHit = true }, Book));
}
