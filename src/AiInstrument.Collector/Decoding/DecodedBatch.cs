namespace AiInstrument.Collector.Decoding;

/// <summary>The spans of one ExportTraceServiceRequest. Once disposed of, its spans are used for other requests; a batch that nobody disposes of is merely collected.</summary>
public sealed class DecodedBatch : IDisposable
{
    private Action? _recycle;

    internal DecodedBatch(Action recycle) => _recycle = recycle;

    /// <summary>The valid spans, in the order they were sent.</summary>
    public required IReadOnlyList<DecodedSpan> Spans { get; init; }

    /// <summary>How many spans were left out, by reason; empty when none was.</summary>
    public required IReadOnlyList<SpanRejection> Rejections { get; init; }

    /// <summary>How many spans were left out.</summary>
    public int RejectedSpans => Rejections.Sum(static r => r.Count);

    /// <summary>One sentence that says why spans were left out, or null.</summary>
    public string? RejectedMessage =>
        Rejections.Count == 0 ? null : string.Join("; ", Rejections.Select(static r => r.Describe())) + ".";

    /// <summary>Gives the spans back; they must not be read any more.</summary>
    public void Dispose() => Interlocked.Exchange(ref _recycle, null)?.Invoke();
}
