namespace AiInstrument.Collector.Normalization;

/// <summary>What became of a span.</summary>
/// <param name="Role">Its place in the call tree.</param>
/// <param name="Interaction">What was used, where the role is <see cref="SpanRole.Inference"/> or <see cref="SpanRole.Aggregate"/>; otherwise null.</param>
/// <param name="Link">The span and its parent, unless the role is <see cref="SpanRole.None"/>.</param>
internal readonly record struct NormalizedSpan(SpanRole Role, Interaction? Interaction, SpanLink Link);

/// <summary>The way from a span to its parent.</summary>
/// <param name="TraceId">The trace.</param>
/// <param name="SpanId">The span.</param>
/// <param name="ParentSpanId">The parent; 0 for none.</param>
internal readonly record struct SpanLink(UInt128 TraceId, ulong SpanId, ulong ParentSpanId);
