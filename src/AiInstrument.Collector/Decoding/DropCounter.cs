namespace AiInstrument.Collector.Decoding;

/// <summary>Attributes and values that the sender or this decoder's limits left out. Never overflows.</summary>
internal struct DropCounter
{
    private uint _bySender;
    private uint _here;

    /// <summary>Both together.</summary>
    public readonly uint Total => _here > uint.MaxValue - _bySender ? uint.MaxValue : _bySender + _here;

    /// <summary>What the sender says it dropped; the last word counts.</summary>
    public void SetBySender(uint count) => _bySender = count;

    /// <summary>Counts one that is left out here.</summary>
    public void Add() => _here++;
}
