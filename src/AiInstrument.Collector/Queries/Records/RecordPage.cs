namespace AiInstrument.Collector.Queries.Records;

/// <summary>A page of records.</summary>
/// <param name="Items">The rows.</param>
/// <param name="TotalCount">Rows of all pages.</param>
/// <param name="Totals">Sums over the counted rows of all pages.</param>
public sealed record RecordPage(IReadOnlyList<InteractionRow> Items, long TotalCount, UsageTotals Totals)
{
    /// <summary>Whether <see cref="Totals"/> is the sum of all rows. Otherwise there were too many to read, and only its number of calls is known.</summary>
    public bool TotalsKnown { get; init; } = true;

    /// <summary>Where the list stopped looking, so that count and totals are those of newer records only; null when it looked at everything.</summary>
    public DateTimeOffset? Older { get; init; }

    /// <summary>How many of the newest records were sorted; null when all were.</summary>
    public long? SortedAmong { get; init; }

    /// <summary>Whether there are as many as <see cref="TotalCount"/>; otherwise there are so many at the most.</summary>
    public bool CountIsExact { get; init; } = true;

    /// <summary>Whether the page stopped looking before it was full, because what matches lies far apart: <see cref="Next"/>, or <see cref="Previous"/> of a page that goes back, looks on.</summary>
    public bool IsPartial { get; init; }

    /// <summary>Where the list goes on; null at its end.</summary>
    public RecordCursor? Next { get; init; }

    /// <summary>What comes before ends here; null at the list's beginning.</summary>
    public RecordCursor? Previous { get; init; }
}
