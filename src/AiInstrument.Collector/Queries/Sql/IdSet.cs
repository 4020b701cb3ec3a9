namespace AiInstrument.Collector.Queries.Sql;

/// <summary>Many ids of records in little memory: a bit for each, in blocks.</summary>
internal sealed class IdSet
{
    private const int BlockBits = 16;
    private const int WordBits = 6;

    private readonly Dictionary<long, ulong[]> _blocks = [];

    /// <summary>Adds an id.</summary>
    /// <returns>Whether it was not there.</returns>
    public bool Add(long id)
    {
        if (!_blocks.TryGetValue(id >> BlockBits, out var block))
        {
            _blocks.Add(id >> BlockBits, block = new ulong[1 << (BlockBits - WordBits)]);
        }

        ref var word = ref block[(id & ((1 << BlockBits) - 1)) >> WordBits];
        var bit = 1UL << (int)(id & ((1 << WordBits) - 1));
        var isNew = (word & bit) == 0;
        word |= bit;
        return isNew;
    }

    /// <summary>Whether an id is there.</summary>
    public bool Contains(long id) =>
        _blocks.TryGetValue(id >> BlockBits, out var block) && (block[(id & ((1 << BlockBits) - 1)) >> WordBits] & (1UL << (int)(id & ((1 << WordBits) - 1)))) != 0;
}
