namespace AiInstrument.Collector.Queries.Records;

/// <summary>One factor of a cost.</summary>
/// <param name="Kind">For example <c>input</c>, <c>cached input</c>, <c>output</c>.</param>
/// <param name="Tokens">How many.</param>
/// <param name="NanoUsdPerMillion">The price of one million tokens in nano-dollars.</param>
public sealed record CostLine(string Kind, long Tokens, long NanoUsdPerMillion);
