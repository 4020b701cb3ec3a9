using AiInstrument.Collector.Queries.Records.Reading;

namespace AiInstrument.Collector.Queries.Records;

/// <summary>Which interactions a page of records shows.</summary>
public sealed record RecordQuery
{
    /// <summary>The window.</summary>
    public required UsageWindow Window { get; init; }

    /// <summary>Exact filters.</summary>
    public UsageFilter Filter { get; init; } = UsageFilter.None;

    /// <summary>What else narrows. Ranges are looked for everywhere, the rest among the newest records, as a search is.</summary>
    public RecordNarrowing Narrowing { get; init; } = RecordNarrowing.None;

    /// <summary>
    /// Text found in model, feature, route/job, provider, organization, user, project, document, session, response id, trace id (hex) or error, among the newest records;
    /// <see cref="RecordPage.Older"/> says how far. The 32 digits of a trace id find the trace wherever it is.
    /// </summary>
    public string? Search { get; init; }

    /// <summary>Where to go on with a search: only what began before; null for the newest.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary><c>ok</c>, <c>error</c>, <c>cancelled</c>, <c>unpriced</c> or <c>estimated</c>; <c>uncounted</c> for the spans alone that do not count; null for all.</summary>
    public string? Status { get; init; }

    /// <summary>
    /// One of <see cref="Sorts"/>; a leading minus sorts downward. Null is <c>-time</c>. Records with the same value are in the order of time and id, in the same direction.
    /// Very many records are sorted by response, document or session among the newest alone: <see cref="RecordPage.SortedAmong"/>.
    /// </summary>
    public string? Sort { get; init; }

    /// <summary>From 1; counts only where neither <see cref="After"/> nor <see cref="Back"/> says where to go on.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Only what follows in the list, or null.</summary>
    public RecordCursor? After { get; init; }

    /// <summary>Only what comes before in the list, the last of it, or null. Where that is less than a page, the list begins anew.</summary>
    public RecordCursor? Back { get; init; }

    /// <summary>1 to 200.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>Also shows spans that do not count, with their reason. Totals stay those of the counted ones.</summary>
    public bool IncludeUncounted { get; init; }

    /// <summary>What records can be sorted by.</summary>
    public static IReadOnlyCollection<string> Sorts => RecordSort.Names;

    /// <summary>Whether the list is in the order of time, and known as a whole.</summary>
    public bool IsByTime => Sort?.TrimStart('-') is null or "time" && IsListed;

    /// <summary>Whether the rollups count what the list shows.</summary>
    internal bool IsCounted => IsListed && Narrowing == RecordNarrowing.None;

    /// <summary>Whether rollups, lists and orders know what the list shows. Anything else is looked for among the newest records.</summary>
    internal bool IsListed => Before is null && !ShowsUncounted && Narrowing.IsRanges && string.IsNullOrWhiteSpace(Search);

    /// <summary>Whether the list has what does not count.</summary>
    internal bool ShowsUncounted => IncludeUncounted || Status == RecordStatus.Uncounted;

    /// <summary>How many records a step of a walk through the whole list has; null for a page.</summary>
    internal int? Step { get; init; }

    /// <summary><see cref="Before"/> in nanoseconds since the Unix epoch.</summary>
    internal long? BeforeUnixNano => Before is { } end ? (end - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick : null;

    /// <summary>The place beside a record of the list.</summary>
    public RecordCursor CursorOf(InteractionRow row) => new(IsByTime ? row.StartUnixNano : long.MaxValue, row.Id);
}
