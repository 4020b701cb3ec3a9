using AiInstrument.Collector.Content;
using AiInstrument.Collector.Normalization.Events;

namespace AiInstrument.Collector.Ingestion;

/// <summary>What one log record says of a call.</summary>
/// <param name="TraceId">The call's trace.</param>
/// <param name="SpanId">The call's span.</param>
/// <param name="Fingerprint">Of the record, so that one that is sent again is known.</param>
/// <param name="Facts">What it says.</param>
internal sealed record LogFacts(UInt128 TraceId, ulong SpanId, ulong Fingerprint, CallFacts Facts)
{
    /// <summary>The texts that it holds, as they are stored; null when none are.</summary>
    public PackedContent? Content { get; init; }
}
