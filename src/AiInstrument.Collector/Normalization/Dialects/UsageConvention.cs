namespace AiInstrument.Collector.Normalization.Dialects;

/// <summary>What token totals leave out.</summary>
/// <param name="InputLeavesOutCache">Cached reads and writes are to be added to the input.</param>
/// <param name="OutputLeavesOutReasoning">Reasoning is to be added to the output.</param>
internal readonly record struct UsageConvention(bool InputLeavesOutCache, bool OutputLeavesOutReasoning);
