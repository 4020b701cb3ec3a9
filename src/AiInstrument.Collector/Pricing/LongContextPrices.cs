namespace AiInstrument.Collector.Pricing;

/// <summary>Prices of a whole request whose input exceeds a threshold.</summary>
internal sealed record LongContextPrices : TokenPrices
{
    /// <summary>The threshold in input tokens, cached ones included. A request of exactly this size is still at the ordinary price.</summary>
    public long Above { get; init; }
}
