using AiInstrument.Collector.Decoding.Interning;
using AiInstrument.Collector.Memory;

namespace AiInstrument.Collector.Decoding.Batches;

/// <summary>What becomes of one span, resource, event, link or log record while it is read: what is left out of it, and the memory that it takes.</summary>
internal struct Intake(RequestMemory memory, DecodingLimits limits)
{
    // What the objects take, roughly; each is at least two bytes on the wire.
    private const int AttributeBytes = 96;
    private const int ElementBytes = 32;
    private const int ContainerBytes = 128;
    private const int RecordBytes = 256;
    private const int TextBytes = 32;

    // As sent, as text, and as JSON.
    private const int KeyBytesPerByte = 4;

    /// <summary>Attributes and elements that are left out.</summary>
    public DropCounter Dropped;

    /// <summary>Texts and bytes that are cut.</summary>
    public DropCounter Cut;

    /// <summary>An intake for a part of the same span.</summary>
    public readonly Intake Part() => new(memory, limits);

    /// <summary>Adds what became of a part.</summary>
    public void AddPart(in Intake part)
    {
        Dropped.AddPart(part.Dropped);
        Cut.AddPart(part.Cut);
    }

    /// <summary>Makes room for an attribute.</summary>
    public readonly void TakeAttribute() => memory.Take(AttributeBytes);

    /// <summary>Makes room for the key of an attribute; short keys are shared between requests.</summary>
    public readonly void TakeKey(int length)
    {
        if (length > AttributeKeyTable.MaxLength)
        {
            memory.Take(KeyBytesPerByte * (long)length);
        }
    }

    /// <summary>Makes room for an element of an array.</summary>
    public readonly void TakeElement() => memory.Take(ElementBytes);

    /// <summary>Makes room for an array, a map, an event or a link.</summary>
    public readonly void TakeContainer() => memory.Take(ContainerBytes);

    /// <summary>Makes room for a log record.</summary>
    public readonly void TakeRecord() => memory.Take(RecordBytes);

    /// <summary>What is kept of a text in UTF-8; cut between two characters.</summary>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > limits.MaxValueLength)
        {
            Cut.Add();
            var end = limits.MaxValueLength;
            while (end > 0 && (utf8[end] & 0xC0) == 0x80)
            {
                end--;
            }

            utf8 = utf8[..end];
        }

        memory.Take(TextBytes + (2 * utf8.Length));
        return utf8;
    }

    /// <summary>What is kept of bytes.</summary>
    public ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > limits.MaxValueLength)
        {
            Cut.Add();
            bytes = bytes[..limits.MaxValueLength];
        }

        memory.Take(TextBytes + bytes.Length);
        return bytes;
    }
}
