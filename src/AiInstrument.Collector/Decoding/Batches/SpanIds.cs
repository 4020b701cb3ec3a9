using System.Buffers.Binary;

namespace AiInstrument.Collector.Decoding.Batches;

/// <summary>The three ids of a span while it is being read; invalid until proven otherwise.</summary>
internal struct SpanIds
{
    private bool _parentIsInvalid;

    public UInt128 TraceId { get; private set; }

    public ulong SpanId { get; private set; }

    public ulong ParentSpanId { get; private set; }

    public void SetTraceId(ReadOnlySpan<byte> bytes) =>
        TraceId = bytes.Length == 16 ? BinaryPrimitives.ReadUInt128BigEndian(bytes) : UInt128.Zero;

    public void SetSpanId(ReadOnlySpan<byte> bytes) =>
        SpanId = bytes.Length == 8 ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : 0;

    public void SetParentSpanId(ReadOnlySpan<byte> bytes)
    {
        _parentIsInvalid = bytes.Length is not (0 or 8);
        ParentSpanId = bytes.Length == 8 ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : 0;
    }

    /// <summary>Why the span cannot be stored, or null when its ids are good.</summary>
    public readonly SpanRejectionReason? Problem =>
        TraceId == UInt128.Zero ? SpanRejectionReason.InvalidTraceId
        : SpanId == 0 ? SpanRejectionReason.InvalidSpanId
        : _parentIsInvalid ? SpanRejectionReason.InvalidParentSpanId
        : null;
}
