using System.Globalization;

namespace AiInstrument.Collector.Decoding;

/// <summary>Spans that were left out for one reason.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Count">How many.</param>
public readonly record struct SpanRejection(SpanRejectionReason Reason, int Count)
{
    internal string Describe()
    {
        var rule = Reason switch
        {
            SpanRejectionReason.InvalidTraceId => "an invalid trace_id (16 bytes, not all zero)",
            SpanRejectionReason.InvalidSpanId => "an invalid span_id (8 bytes, not all zero)",
            SpanRejectionReason.InvalidParentSpanId => "an invalid parent_span_id (empty or 8 bytes)",
            _ => throw new InvalidOperationException($"No text for {Reason}."),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Count} span(s) with {rule}");
    }
}
