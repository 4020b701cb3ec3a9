namespace AiInstrument.Collector.Pricing;

/// <summary>One factor of a cost.</summary>
/// <param name="Kind">For people: <c>input</c>, <c>cached input</c>, <c>output</c>, …</param>
/// <param name="Tokens">How many.</param>
/// <param name="NanoUsdPerMillion">The price of one million tokens in nano-dollars.</param>
internal readonly record struct CostFactor(string Kind, long Tokens, long NanoUsdPerMillion);
