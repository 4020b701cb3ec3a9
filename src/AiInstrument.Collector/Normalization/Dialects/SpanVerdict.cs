namespace AiInstrument.Collector.Normalization.Dialects;

/// <summary>What a dialect makes of a span.</summary>
/// <param name="Role">The span's place in the call tree.</param>
/// <param name="Operation">The operation, for roles that use tokens; otherwise null.</param>
internal readonly record struct SpanVerdict(SpanRole Role, string? Operation = null);
