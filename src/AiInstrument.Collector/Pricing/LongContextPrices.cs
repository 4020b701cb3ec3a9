namespace AiInstrument.Collector.Pricing;

/// <summary>Prices of a whole request whose input exceeds a threshold. A second threshold lies within the prices of the first, and so on.</summary>
public sealed record LongContextPrices : PriceSheet
{
    /// <summary>The threshold in input tokens, cached ones included. A request of exactly this size is still at the ordinary price.</summary>
    public long Above { get; init; }
}
