namespace AiInstrument.Collector.Pricing.Importing;

/// <summary>A file is no price list at all. The message says why, in one sentence.</summary>
/// <param name="message">Why.</param>
/// <param name="inner">What went wrong.</param>
public sealed class PriceListException(string message, Exception? inner = null) : Exception(message, inner);
