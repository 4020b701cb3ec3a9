namespace AiInstrument.Collector.Pricing;

/// <summary>The prices of one service tier.</summary>
internal sealed record PriceSheet : TokenPrices
{
    /// <summary>The prices of long requests, or null when length makes no difference.</summary>
    public LongContextPrices? LongContext { get; init; }

    /// <summary>The prices for a request of this size.</summary>
    /// <param name="inputTokens">All input tokens, cached ones included.</param>
    public TokenPrices For(long inputTokens) =>
        LongContext is { } longContext && inputTokens > longContext.Above ? longContext : this;
}
