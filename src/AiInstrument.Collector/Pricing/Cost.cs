namespace AiInstrument.Collector.Pricing;

/// <summary>What an interaction costs.</summary>
/// <param name="NanoUsd">Nano-dollars; null when unknown. Zero only where nothing was used.</param>
/// <param name="Unpriced">Tokens were used and there is no price for them.</param>
/// <param name="Price">The price that was used, or null.</param>
internal readonly record struct Cost(long? NanoUsd, bool Unpriced, PriceVersion? Price);
