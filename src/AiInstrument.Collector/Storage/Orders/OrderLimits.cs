namespace AiInstrument.Collector.Storage.Orders;

/// <summary>How many records the orders of records are made of. Tests have a few where a collector has many.</summary>
internal sealed record OrderLimits
{
    /// <summary>Records of a part: what is sorted at once, in some tenths of a second of the writer.</summary>
    public int Part { get; init; } = 100_000;

    /// <summary>The newest records, which are in no part: parents, logs and what else corrects records arrives within a minute or so.</summary>
    public int Newest { get; init; } = 10_000;

    /// <summary>Records of a chunk: what a page reads at once.</summary>
    public int Chunk { get; init; } = 1_000;

    /// <summary>Records of a part with the same value from which on they are not listed: where the index by time is read for them, it is soon read enough.</summary>
    public int Run { get; init; } = 2_000;

    /// <summary>Records that were changed since they were sorted. A part with more is sorted again.</summary>
    public int Changed { get; init; } = 2_000;

    /// <summary>Parts of a day that are beside each other and become one, when they are not too large for it.</summary>
    public int Merged { get; init; } = 4;

    /// <summary>Records that a page sorts whole.</summary>
    public int Whole { get; init; } = 10_000;

    /// <summary>Records in no part that a page reads.</summary>
    public int Loose { get; init; } = 40_000;

    /// <summary>Rows of listed records that a page looks at.</summary>
    public int Looked { get; init; } = 20_000;

    /// <summary>Listed records that a page passes.</summary>
    public int Passed { get; init; } = 2_000_000;

    /// <summary>Entries of the index by time that a page passes.</summary>
    public int Scanned { get; init; } = 500_000;
}
