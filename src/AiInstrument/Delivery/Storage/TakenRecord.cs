namespace AiInstrument.Delivery.Storage;

/// <summary>A record under way.</summary>
/// <param name="Image">Its bytes (<see cref="Record"/>).</param>
/// <param name="Segment">The file it is in; null for one in memory.</param>
/// <param name="Ref">Where it is in the file.</param>
internal sealed record TakenRecord(byte[] Image, Segment? Segment = null, RecordRef Ref = default)
{
    public RecordKind Kind => Record.KindOf(Image);
}
