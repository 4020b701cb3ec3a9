namespace AiInstrument.Collector.Pricing;

/// <summary>What an interaction costs.</summary>
/// <param name="NanoUsd">Nano-dollars; null when unknown. Zero only where nothing was used.</param>
/// <param name="Unpriced">Tokens were used and there is no price for them.</param>
/// <param name="Price">The price that was used, or null.</param>
internal readonly record struct Cost(long? NanoUsd, bool Unpriced, PriceVersion? Price)
{
    /// <summary>
    /// Nano-dollars that a cache saved: the whole cost of a call that was answered from a cache of the application, or what the input would have cost more without the
    /// provider's prompt cache, less than zero where writing it cost more. Null where no cache was used or no price is known.
    /// </summary>
    public long? SavedNanoUsd { get; init; }
}
