using AiInstrument.Collector.Memory;

namespace AiInstrument.Collector.Decoding.Batches;

/// <summary>Collects the spans of one request and applies the rules that do not depend on the encoding. Its spans are used again for the next request.</summary>
internal sealed class BatchBuilder
{
    private const int MostKept = 4096;

    // A span without anything in it, roughly.
    private const int SpanBytes = 512;

    private static readonly SpanRejectionReason[] s_reasons = Enum.GetValues<SpanRejectionReason>();

    private readonly int[] _rejected = new int[s_reasons.Length];
    private DecodedSpan?[] _spans = new DecodedSpan?[64];
    private int _count;

    /// <summary>What the request may fill; null between two requests.</summary>
    public RequestMemory? Memory { private get; set; }

    /// <summary>Counts what becomes of a part of the request.</summary>
    public Intake Intake(DecodingLimits limits) => new(Memory!, limits);

    /// <summary>An empty span to read into; it belongs to the batch when <see cref="Add"/> is called.</summary>
    public DecodedSpan Next(DecodedResource resource, DecodedScope scope)
    {
        Memory!.Take(SpanBytes);
        if (_count == _spans.Length)
        {
            Array.Resize(ref _spans, _count * 2);
        }

        ref var span = ref _spans[_count];
        if (span is null)
        {
            return span = new DecodedSpan { Resource = resource, Scope = scope };
        }

        // Also after a span that was left out.
        span.Clear();
        span.Resource = resource;
        span.Scope = scope;
        return span;
    }

    /// <summary>Keeps the span that <see cref="Next"/> gave, or counts why it is left out.</summary>
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
        _count++;
    }

    /// <summary>The batch.</summary>
    /// <param name="recycle">Told when nobody reads the batch any more.</param>
    public DecodedBatch Build(Action<BatchBuilder> recycle) => new(() => recycle(this))
    {
        Spans = new ArraySegment<DecodedSpan>(_spans!, 0, _count),
        Rejections = [.. s_reasons.Where(r => _rejected[(int)r] > 0).Select(r => new SpanRejection(r, _rejected[(int)r]))],
    };

    /// <summary>Forgets what was read. Keeps the room, unless it is unusually much.</summary>
    public void Clear()
    {
        if (_spans.Length > MostKept)
        {
            _spans = new DecodedSpan?[64];
        }

        for (var i = 0; i < Math.Min(_count + 1, _spans.Length); i++)
        {
            _spans[i]?.Clear();
        }

        _count = 0;
        Memory = null;
        Array.Clear(_rejected);
    }
}
