namespace AiInstrument.Collector.Decoding.Batches;

/// <summary>What the sender or this decoder's limits left out. Never overflows.</summary>
internal struct DropCounter
{
    private uint _bySender;
    private uint _ofParts;
    private uint _here;

    /// <summary>All together.</summary>
    public readonly uint Total => (uint)Math.Min(uint.MaxValue, (ulong)_bySender + _ofParts + _here);

    /// <summary>What the sender says it dropped; the last word counts.</summary>
    public void SetBySender(uint count) => _bySender = count;

    /// <summary>Adds what was dropped of a part: an event or a link.</summary>
    public void AddPart(in DropCounter part) => _ofParts = (uint)Math.Min(uint.MaxValue, (ulong)_ofParts + part.Total);

    /// <summary>Counts one that is left out here.</summary>
    public void Add() => _here++;
}
