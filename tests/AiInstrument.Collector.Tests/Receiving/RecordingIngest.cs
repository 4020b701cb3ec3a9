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
        Batches.Enqueue((workspaceId, spans));
        return Answer(spans, cancellationToken);
    }
}
