using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Api;

/// <summary>
/// The answer of <c>GET /api/ai-usage/records</c>: one page of rows and the sums over all pages, null when there are too many rows to sum up.
/// <c>older</c> is where a search stopped looking; <c>sortedAmong</c> is how many of the newest were sorted. Both are null when it was all.
/// </summary>
internal sealed record UsageRecords(
    int Page, int PageSize, long TotalCount, UsageMeasures? Totals, IReadOnlyList<UsageRecord> Items, DateTimeOffset? Older, long? SortedAmong);

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

    public string TraceId => row.TraceId;

    public long? InputTokens => row.InputTokens;

    public long? OutputTokens => row.OutputTokens;

    public long? CachedInputTokens => row.CachedInputTokens;

    public long? ReasoningTokens => row.ReasoningTokens;

    public long? CostNanoUsd => row.CostNanoUsd;

    public bool Unpriced => row.Unpriced;

    public bool Estimated => row.Estimated;

    public bool Streaming => row.Streaming;

    public bool Counted => row.Counted;
}
