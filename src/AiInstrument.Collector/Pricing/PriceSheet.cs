namespace AiInstrument.Collector.Pricing;

/// <summary>The prices of one service tier.</summary>
public record PriceSheet : TokenPrices
{
    /// <summary>The prices of long requests, which may have longer ones within; null when length makes no difference.</summary>
    public LongContextPrices? LongContext { get; init; }

    /// <summary>The prices for a request of this size.</summary>
    /// <param name="inputTokens">All input tokens, cached ones included.</param>
    public TokenPrices For(long inputTokens) =>
        LongContext is { } longContext && inputTokens > longContext.Above ? longContext.For(inputTokens) : this;

    /// <summary>This sheet with each price that is named changed, those of long requests too.</summary>
    /// <param name="change">Gives the new price for an old one.</param>
    public PriceSheet With(Func<long, long> change) => (PriceSheet)Map(change, change);

    /// <inheritdoc/>
    internal override IEnumerable<long> Named() => LongContext is { } longContext ? base.Named().Concat(longContext.Named()) : base.Named();

    /// <inheritdoc/>
    internal override TokenPrices Map(Func<long, long> input, Func<long, long> output) =>
        (PriceSheet)base.Map(input, output) with { LongContext = (LongContextPrices?)LongContext?.Map(input, output) };
}
