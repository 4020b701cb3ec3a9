namespace AiInstrument.Collector.Decoding;

/// <summary>Collects the spans of one request and applies the rules that do not depend on the encoding.</summary>
internal sealed class BatchBuilder
{
    private static readonly SpanRejectionReason[] s_reasons = Enum.GetValues<SpanRejectionReason>();

    private readonly List<DecodedSpan> _spans = [];
    private readonly int[] _rejected = new int[s_reasons.Length];

    /// <summary>Keeps the span, or counts why it is left out.</summary>
    public void Add(DecodedSpan span, in SpanIds ids)
    {
        if (ids.Problem is { } problem)
        {
            _rejected[(int)problem]++;
            return;
        }

        span.TraceId = ids.TraceId;
        span.SpanId = ids.SpanId;
        span.ParentSpanId = ids.ParentSpanId;

        // Clocks step back; trace.proto only expects end >= start, so a span is not lost over it.
        span.EndUnixNano = Math.Max(span.StartUnixNano, span.EndUnixNano);
        _spans.Add(span);
    }

    public DecodedBatch Build() => new()
    {
        Spans = _spans,
        Rejections = [.. s_reasons.Where(r => _rejected[(int)r] > 0).Select(r => new SpanRejection(r, _rejected[(int)r]))],
    };
}
