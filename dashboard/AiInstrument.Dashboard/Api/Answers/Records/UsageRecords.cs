
using AiInstrument.Collector.Queries.Records;

namespace AiInstrument.Dashboard.Api.Answers.Records;

/// <summary>
/// The answer of <c>GET /api/ai-usage/records</c>: one page of rows and the sums over all pages, null when there are too many rows to sum up.
/// <c>older</c> is where a search stopped looking; <c>sortedAmong</c> is how many of the newest were sorted. Both are null when it was all.
/// <c>countIsExact</c> is false when there are <c>totalCount</c> rows at the most; <c>partial</c> is true when the page stopped looking before it was full, and <c>next</c> looks on.
/// <c>next</c> goes into <c>after</c>, and <c>previous</c> into <c>back</c>, for the page beside this one, whatever has arrived since; null at the ends.
/// </summary>
internal sealed record UsageRecords(
    int Page, int PageSize, long TotalCount, UsageMeasures? Totals, IReadOnlyList<UsageRecord> Items, DateTimeOffset? Older, long? SortedAmong, string? Next, string? Previous,
    bool CountIsExact, bool Partial);

/// <summary>One interaction. <c>costNanoUsd</c> is null when it is unpriced.</summary>
internal class UsageRecord(InteractionRow row)
{
    public long Id => row.Id;

    public DateTimeOffset Start => row.Start;

    public double DurationMs => row.Duration.TotalMilliseconds;

    public string Status => row.Status;

    public string? ErrorType => row.ErrorType;

    public string? Operation => row.Operation;

    public string? Provider => row.Provider;

    public string? Model => row.Model;

    public string? Feature => row.Feature;

    public string? RecordedFeature => row.RecordedFeature;

    public string? Category => row.Category;

    public string? Route => row.EntryPoint;

    public string? RouteKind => row.EntryPointKind;

    public string? Organization => row.Organization;

    public string? User => row.User;

    public string? Project => row.Project;

    public string? Session => row.Session;

    public string? Document => row.Document;

    public string? Service => row.Service;

    public string? CallSite => row.CallSiteId;

    public string? CodeFile => row.CodeFile;

    public int? CodeLine => row.CodeLine;

    public string? RequestModel => row.RequestModel;

    public string? ResponseModel => row.ResponseModel;

    public string? ResponseId => row.ResponseId;

    public string? FinishReason => row.FinishReason;

    public string? ServiceTier => row.ServiceTier;

    public double? FirstTokenMs => row.TimeToFirstToken?.TotalMilliseconds;

    public int? Attempt => row.Attempt;

    public int? PriceId => row.PriceId;

    public string TraceId => row.TraceId;

    public string SpanId => row.SpanId;

    public long? InputTokens => row.InputTokens;

    public long? OutputTokens => row.OutputTokens;

    public long? CachedInputTokens => row.CachedInputTokens;

    public long? CacheWriteTokens => row.CacheWriteTokens;

    public long? ReasoningTokens => row.ReasoningTokens;

    public long? CostNanoUsd => row.CostNanoUsd;

    public bool Unpriced => row.Unpriced;

    public bool Estimated => row.Estimated;

    public bool Streaming => row.Streaming;

    public bool Counted => row.Counted;
}
