using System.Collections.Concurrent;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Receiving;

namespace AiInstrument.Collector.Tests.Receiving;

/// <summary>Keeps what it is given and answers as the test says.</summary>
internal sealed class RecordingIngest : ISpanIngest
{
    public ConcurrentQueue<(int WorkspaceId, IReadOnlyList<DecodedSpan> Spans)> Batches { get; } = new();

    public IEnumerable<DecodedSpan> Spans => Batches.SelectMany(b => b.Spans);

    /// <summary>What follows on a batch; storing all of it unless a test says otherwise.</summary>
    public Func<IReadOnlyList<DecodedSpan>, CancellationToken, ValueTask<IngestResult>> Answer { get; set; } =
        (spans, _) => ValueTask.FromResult(new IngestResult(spans.Count, 0, 0, 0, null));

    public ValueTask<IngestResult> IngestAsync(int workspaceId, IReadOnlyList<DecodedSpan> spans, CancellationToken cancellationToken)
    {
        // The spans are used again for the next request, as nobody else may keep them either.
        List<DecodedSpan> copies = [.. spans.Select(Copy)];
        Batches.Enqueue((workspaceId, copies));
        return Answer(copies, cancellationToken);
    }

    private static DecodedSpan Copy(DecodedSpan span)
    {
        var copy = new DecodedSpan
        {
            Resource = span.Resource,
            Scope = span.Scope,
            TraceId = span.TraceId,
            SpanId = span.SpanId,
            ParentSpanId = span.ParentSpanId,
            Name = span.Name,
            Kind = span.Kind,
            StartUnixNano = span.StartUnixNano,
            EndUnixNano = span.EndUnixNano,
            StatusCode = span.StatusCode,
            StatusMessage = span.StatusMessage,
            Events = span.Events,
            DroppedAttributesCount = span.DroppedAttributesCount,
            DroppedEventsCount = span.DroppedEventsCount,
            Links = span.Links,
            DroppedLinksCount = span.DroppedLinksCount,
            CutValuesCount = span.CutValuesCount,
        };
        foreach (var (key, value) in span.Attributes)
        {
            copy.Attributes.Set(key, value);
        }

        return copy;
    }
}
