using System.Diagnostics.CodeAnalysis;

namespace AiInstrument.Collector.Queries;

/// <summary>
/// The one way to read usage. Pages and the JSON API use nothing else; they know no SQL. A scope, which is a request, reads the database of one moment:
/// totals, breakdowns and records agree while telemetry arrives. Every answer holds only what the scope's <see cref="IUsageAudience"/> may see; the rest is as if it were not there.
/// Not for several threads at once.
/// </summary>
public interface IUsageQueries
{
    /// <summary>Totals of a window, narrowed by a filter.</summary>
    Task<UsageTotals> GetTotalsAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken);

    /// <summary>Totals of a window by one dimension, largest cost first, then most calls. Interactions without the dimension come under a null name.</summary>
    Task<IReadOnlyList<UsageGroup>> GetBreakdownAsync(int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, CancellationToken cancellationToken);

    /// <summary>The first of <see cref="GetBreakdownAsync"/>, and how many there are in all: of thousands of users, much faster.</summary>
    Task<UsageTop> GetTopAsync(int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, int most, CancellationToken cancellationToken);

    /// <summary>Totals by UTC day (by UTC hour when the window is one day), every bucket of the window present, oldest first.</summary>
    Task<IReadOnlyList<UsageBucket>> GetTimelineAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken);

    /// <summary>Totals by bucket and one dimension, for stacked charts: the <paramref name="top"/> groups by cost (by calls where nothing is priced) and the rest as one group with the name <c>(other)</c>.</summary>
    Task<IReadOnlyList<UsageSeries>> GetSeriesAsync(int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, int top, CancellationToken cancellationToken);

    /// <summary>Totals by bucket of some groups of a dimension, in the order of their names; a null name stands for "without". Names without usage are left out.</summary>
    Task<IReadOnlyList<UsageSeries>> GetSeriesAsync(
        int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, IReadOnlyList<string?> names, CancellationToken cancellationToken);

    /// <summary>Models with tokens but no price.</summary>
    Task<IReadOnlyList<UsageGroup>> GetUnpricedModelsAsync(int workspaceId, UsageWindow window, CancellationToken cancellationToken);

    /// <summary>A page of interactions.</summary>
    Task<RecordPage> GetRecordsAsync(int workspaceId, RecordQuery query, CancellationToken cancellationToken);

    /// <summary>The counted interactions of a window and filter that arrived since, in the order of arrival. Only the newest 10,000 of the workspace's are looked at.</summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="window">The window.</param>
    /// <param name="filter">Narrows.</param>
    /// <param name="after">The id of the newest one that is known, or <see cref="ArrivedRecords.LastId"/> of the answer before; null to learn that id alone.</param>
    /// <param name="most">How many at the most, the newest of them, 1 to 200.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<ArrivedRecords> GetArrivedAsync(int workspaceId, UsageWindow window, UsageFilter filter, long? after, int most, CancellationToken cancellationToken);

    /// <summary>All interactions of a list, however many, whatever page it is at.</summary>
    Task<RecordWalk> WalkRecordsAsync(int workspaceId, RecordQuery query, CancellationToken cancellationToken);

    /// <summary>One interaction with everything known about it, or null.</summary>
    Task<InteractionDetail?> GetRecordAsync(int workspaceId, long id, CancellationToken cancellationToken);

    /// <summary>The registry of the latest build of each service and assembly, against what was seen in the window.</summary>
    Task<CoverageReport> GetCoverageAsync(int workspaceId, UsageWindow window, CancellationToken cancellationToken);

    /// <summary>The features that the latest builds declare, under their ids of today, by id.</summary>
    Task<IReadOnlyList<DeclaredFeature>> GetDeclaredFeaturesAsync(int workspaceId, CancellationToken cancellationToken);

    /// <summary>The builds that have a call site, the newest first.</summary>
    Task<IReadOnlyList<CoverageBuild>> GetBuildsOfAsync(int workspaceId, string callSiteId, CancellationToken cancellationToken);

    /// <summary>A page of a trace's tree, or null when there is no interaction of the trace.</summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="traceId">32 hex digits; anything else is no trace.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">Rows of the tree, 1 to 1000.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<TraceView?> GetTraceAsync(int workspaceId, string traceId, int page, int pageSize, CancellationToken cancellationToken);

    /// <summary>A page of a session's traces, or null when there is no interaction of the session.</summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">Traces, 1 to 200.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<SessionView?> GetSessionAsync(int workspaceId, string sessionId, int page, int pageSize, CancellationToken cancellationToken);

    /// <summary>The traces of the newest interactions, newest first, at the most so many.</summary>
    Task<IReadOnlyList<TraceSummary>> GetLatestTracesAsync(int workspaceId, int most, CancellationToken cancellationToken);

    /// <summary>Services that say that they lost spans, when some of the loss can lie in the window. Most first.</summary>
    Task<IReadOnlyList<ServiceLoss>> GetLossesAsync(int workspaceId, UsageWindow window, CancellationToken cancellationToken);

    /// <summary>How long calls took, how they failed, and what caches saved.</summary>
    Task<UsageQuality> GetQualityAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken);

    /// <summary>The same by one dimension, in no order. Nothing by user and project; by organization, savings alone.</summary>
    Task<IReadOnlyList<(string? Name, UsageQuality Quality)>> GetQualityByAsync(int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, CancellationToken cancellationToken);

    /// <summary>
    /// What the latest builds of each service changed against those before, and what call sites used before and since: as many hours before as since, one day to seven before, seven days at the most since.
    /// Usage is that of a call site in all services that have it. Builds whose registry has not arrived whole are left out.
    /// </summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="now">Where what was used since ends.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<ServiceChanges>> GetChangesAsync(int workspaceId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Totals by UTC hour. Kept for all calls, for one value of any dimension but users, and for up to 93 days for several values of dimensions other than organization, user and project.</summary>
    Task<UsageHours> GetHoursAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken);

    /// <summary>Totals by route or job, feature and model at once, in no order. Their sum is the window's totals.</summary>
    Task<IReadOnlyList<UsageFlow>> GetFlowAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken);
}

/// <summary>What usage can be grouped by.</summary>
public enum UsageDimension
{
    /// <summary>The answering model, or the requested one where the answer names none.</summary>
    Model,

    /// <summary>The provider.</summary>
    Provider,

    /// <summary>The feature.</summary>
    Feature,

    /// <summary>The feature's category.</summary>
    Category,

    /// <summary>The route or job.</summary>
    EntryPoint,

    /// <summary>The organization.</summary>
    Organization,

    /// <summary>The user.</summary>
    User,

    /// <summary>The project.</summary>
    Project,

    /// <summary>The service that called.</summary>
    Service,

    /// <summary>The place in source that called.</summary>
    CallSite,
}

/// <summary>Narrows usage to exact values. Null does not narrow; an empty string means "without".</summary>
public sealed record UsageFilter
{
    /// <summary>No narrowing.</summary>
    public static UsageFilter None { get; } = new();

    /// <summary>Model.</summary>
    public string? Model { get; init; }

    /// <summary>Provider.</summary>
    public string? Provider { get; init; }

    /// <summary>Feature id. What the feature's former ids recorded belongs to it.</summary>
    public string? Feature { get; init; }

    /// <summary>The feature's former ids as a JSON array, which queries add; null when there are none.</summary>
    internal string? FormerFeatures { get; init; }

    /// <summary>The only organizations that the caller may see as a JSON array, which queries add; null where <see cref="Organization"/> or nothing narrows.</summary>
    internal string? Organizations { get; init; }

    /// <summary>Category.</summary>
    public string? Category { get; init; }

    /// <summary>Route or job.</summary>
    public string? EntryPoint { get; init; }

    /// <summary>Organization id.</summary>
    public string? Organization { get; init; }

    /// <summary>User id.</summary>
    public string? User { get; init; }

    /// <summary>Project id.</summary>
    public string? Project { get; init; }

    /// <summary>Service name.</summary>
    public string? Service { get; init; }

    /// <summary>Call-site id.</summary>
    public string? CallSite { get; init; }
}

/// <summary>Sums over interactions that count (billing leaves).</summary>
public sealed record UsageTotals
{
    /// <summary>Interactions.</summary>
    public long Calls { get; init; }

    /// <summary>Interactions that succeeded.</summary>
    public long Succeeded { get; init; }

    /// <summary>Interactions that failed. Calls − Succeeded − Failed were cancelled or abandoned.</summary>
    public long Failed { get; init; }

    /// <summary>Input tokens, cached ones included.</summary>
    public long InputTokens { get; init; }

    /// <summary>Output tokens, reasoning included.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Cached input tokens read.</summary>
    public long CachedInputTokens { get; init; }

    /// <summary>Input tokens written to a cache.</summary>
    public long CacheWriteTokens { get; init; }

    /// <summary>Reasoning tokens.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>Cost of the priced interactions in nano-dollars (10⁻⁹ USD).</summary>
    public long CostNanoUsd { get; init; }

    /// <summary>Interactions that used tokens and have no price. Their cost is unknown, not zero.</summary>
    public long UnpricedCalls { get; init; }

    /// <summary>Input plus output tokens of the unpriced interactions.</summary>
    public long UnpricedTokens { get; init; }

    /// <summary>Interactions whose usage is estimated or partial.</summary>
    public long EstimatedCalls { get; init; }

    /// <summary>Sum of durations in milliseconds.</summary>
    public long DurationMs { get; init; }

    /// <summary>The sum of both.</summary>
    public UsageTotals Plus(UsageTotals other) => new()
    {
        Calls = Calls + other.Calls,
        Succeeded = Succeeded + other.Succeeded,
        Failed = Failed + other.Failed,
        InputTokens = InputTokens + other.InputTokens,
        OutputTokens = OutputTokens + other.OutputTokens,
        CachedInputTokens = CachedInputTokens + other.CachedInputTokens,
        CacheWriteTokens = CacheWriteTokens + other.CacheWriteTokens,
        ReasoningTokens = ReasoningTokens + other.ReasoningTokens,
        CostNanoUsd = CostNanoUsd + other.CostNanoUsd,
        UnpricedCalls = UnpricedCalls + other.UnpricedCalls,
        UnpricedTokens = UnpricedTokens + other.UnpricedTokens,
        EstimatedCalls = EstimatedCalls + other.EstimatedCalls,
        DurationMs = DurationMs + other.DurationMs,
    };

    /// <summary>What is left of these without others that are among them.</summary>
    public UsageTotals Minus(UsageTotals other) => new()
    {
        Calls = Calls - other.Calls,
        Succeeded = Succeeded - other.Succeeded,
        Failed = Failed - other.Failed,
        InputTokens = InputTokens - other.InputTokens,
        OutputTokens = OutputTokens - other.OutputTokens,
        CachedInputTokens = CachedInputTokens - other.CachedInputTokens,
        CacheWriteTokens = CacheWriteTokens - other.CacheWriteTokens,
        ReasoningTokens = ReasoningTokens - other.ReasoningTokens,
        CostNanoUsd = CostNanoUsd - other.CostNanoUsd,
        UnpricedCalls = UnpricedCalls - other.UnpricedCalls,
        UnpricedTokens = UnpricedTokens - other.UnpricedTokens,
        EstimatedCalls = EstimatedCalls - other.EstimatedCalls,
        DurationMs = DurationMs - other.DurationMs,
    };
}

/// <summary>Totals of one group.</summary>
/// <param name="Name">The dimension's value, or null where the interactions have none.</param>
/// <param name="Totals">The sums.</param>
/// <param name="LastSeen">The newest interaction's start, UTC.</param>
public sealed record UsageGroup(string? Name, UsageTotals Totals, DateTimeOffset LastSeen);

/// <summary>The largest groups.</summary>
/// <param name="Groups">Largest cost first, then most calls.</param>
/// <param name="Count">How many groups there are in all.</param>
public sealed record UsageTop(IReadOnlyList<UsageGroup> Groups, int Count);

/// <summary>Totals of one hour or day.</summary>
/// <param name="Start">The bucket's start, UTC.</param>
/// <param name="Totals">The sums.</param>
public sealed record UsageBucket(DateTimeOffset Start, UsageTotals Totals);

/// <summary>One group's buckets.</summary>
/// <param name="Name">The group, null for "without", <c>(other)</c> for the rest.</param>
/// <param name="Buckets">The same buckets for every group.</param>
public sealed record UsageSeries(string? Name, IReadOnlyList<UsageBucket> Buckets);

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

    /// <summary><c>ok</c>, <c>error</c>, <c>cancelled</c>, <c>unpriced</c> or <c>estimated</c>; null for all.</summary>
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
    internal bool IsListed => Before is null && !IncludeUncounted && Narrowing.IsRanges && string.IsNullOrWhiteSpace(Search);

    /// <summary>How many records a step of a walk through the whole list has; null for a page.</summary>
    internal int? Step { get; init; }

    /// <summary><see cref="Before"/> in nanoseconds since the Unix epoch.</summary>
    internal long? BeforeUnixNano => Before is { } end ? (end - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick : null;

    /// <summary>The place beside a record of the list.</summary>
    public RecordCursor CursorOf(InteractionRow row) => new(IsByTime ? row.StartUnixNano : long.MaxValue, row.Id);
}

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

/// <summary>One interaction in a list.</summary>
public record InteractionRow
{
    /// <summary>The row's id.</summary>
    public required long Id { get; init; }

    /// <summary>When the call began, UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary><c>ok</c>, <c>error</c> or <c>cancelled</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The error's class, or null.</summary>
    public string? ErrorType { get; init; }

    /// <summary>chat, embeddings, …</summary>
    public string? Operation { get; init; }

    /// <summary>The provider.</summary>
    public string? Provider { get; init; }

    /// <summary>The answering model, or the requested one where the answer names none.</summary>
    public string? Model { get; init; }

    /// <summary>The feature's id of today.</summary>
    public string? Feature { get; init; }

    /// <summary>The id that the feature had when the call was recorded; null when it is the same.</summary>
    public string? RecordedFeature { get; init; }

    /// <summary>The category.</summary>
    public string? Category { get; init; }

    /// <summary>The route or job.</summary>
    public string? EntryPoint { get; init; }

    /// <summary>http, job, message or cli.</summary>
    public string? EntryPointKind { get; init; }

    /// <summary>The organization id.</summary>
    public string? Organization { get; init; }

    /// <summary>The user id.</summary>
    public string? User { get; init; }

    /// <summary>The project id.</summary>
    public string? Project { get; init; }

    /// <summary>32 hex digits.</summary>
    public required string TraceId { get; init; }

    /// <summary>The session id.</summary>
    public string? Session { get; init; }

    /// <summary>Input tokens, cached ones included; null when unknown.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Output tokens, reasoning included; null when unknown.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Cached input tokens read.</summary>
    public long? CachedInputTokens { get; init; }

    /// <summary>Reasoning tokens.</summary>
    public long? ReasoningTokens { get; init; }

    /// <summary>Nano-dollars; null when unpriced. A call that used no tokens costs 0.</summary>
    public long? CostNanoUsd { get; init; }

    /// <summary>Used tokens and has no price.</summary>
    public bool Unpriced { get; init; }

    /// <summary>Usage is estimated or partial.</summary>
    public bool Estimated { get; init; }

    /// <summary>Streamed.</summary>
    public bool Streaming { get; init; }

    /// <summary>False for a span that another span already pays for.</summary>
    public bool Counted { get; init; }

    /// <summary>The price version that the cost was calculated with, or null.</summary>
    public int? PriceId { get; init; }

    /// <summary>16 hex digits.</summary>
    public required string SpanId { get; init; }

    /// <summary>The requested model.</summary>
    public string? RequestModel { get; init; }

    /// <summary>The answering model.</summary>
    public string? ResponseModel { get; init; }

    /// <summary>The provider's id of the response.</summary>
    public string? ResponseId { get; init; }

    /// <summary>Why the model stopped.</summary>
    public string? FinishReason { get; init; }

    /// <summary>The served tier.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Until the first token.</summary>
    public TimeSpan? TimeToFirstToken { get; init; }

    /// <summary>Input tokens written to a cache.</summary>
    public long? CacheWriteTokens { get; init; }

    /// <summary>The service that called.</summary>
    public string? Service { get; init; }

    /// <summary>The document id.</summary>
    public string? Document { get; init; }

    /// <summary>The call site, when the registry or the span knows it.</summary>
    public string? CallSiteId { get; init; }

    /// <summary>The source file.</summary>
    public string? CodeFile { get; init; }

    /// <summary>The line, from 1.</summary>
    public int? CodeLine { get; init; }

    /// <summary>Which attempt at the request this was, from 1; null when the sender did not say. Every attempt that used tokens counts.</summary>
    public int? Attempt { get; init; }

    /// <summary>The start to the nanosecond.</summary>
    internal long StartUnixNano { get; init; }
}

/// <summary>One interaction with everything known about it.</summary>
public sealed record InteractionDetail : InteractionRow
{
    /// <summary>What the list knows of it.</summary>
    [SetsRequiredMembers]
    internal InteractionDetail(InteractionRow row)
        : base(row)
    {
    }

    /// <summary>16 hex digits, or null.</summary>
    public string? ParentSpanId { get; init; }

    /// <summary>The member that contains the call.</summary>
    public string? CodeFunction { get; init; }

    /// <summary>The build.</summary>
    public string? BuildId { get; init; }

    /// <summary>The instrumentation that made the span.</summary>
    public string? ScopeName { get; init; }

    /// <summary>Why the span does not count, or null.</summary>
    public string? UncountedReason { get; init; }

    /// <summary>What caches saved, in nano-dollars; less than zero where writing one cost more than reading saved; null where none was used, or no price is known.</summary>
    public long? SavedNanoUsd { get; init; }

    /// <summary>What the sender says the call cost, in nano-dollars; null when it did not say. Totals hold the price book's cost, not this.</summary>
    public long? ReportedCostNanoUsd { get; init; }

    /// <summary>The dialect of the span.</summary>
    public string? Dialect { get; init; }

    /// <summary>What was left out of the call; null when nothing was.</summary>
    public RecordLeftOut? LeftOut { get; init; }

    /// <summary>How the cost was calculated, line by line; empty when unpriced.</summary>
    public IReadOnlyList<CostLine> CostLines { get; init; } = [];

    /// <summary>The price that was used: provider, pattern, from when, source; null when unpriced.</summary>
    public string? PriceDescription { get; init; }

    /// <summary>All attributes as sent (content attributes left out), by key.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes { get; init; } = [];
}

/// <summary>What was left out of a call, by its sender's SDK or by the collector's limits.</summary>
/// <param name="Attributes">Attributes of the span, its events, its links and its resource, and elements of arrays.</param>
/// <param name="Events">Events.</param>
/// <param name="Links">Links.</param>
/// <param name="CutValues">Texts and bytes that were cut.</param>
/// <param name="Messages">Events of the span and log records whose message texts are not stored.</param>
public sealed record RecordLeftOut(long Attributes, long Events, long Links, long CutValues, long Messages);

/// <summary>One factor of a cost.</summary>
/// <param name="Kind">For example <c>input</c>, <c>cached input</c>, <c>output</c>.</param>
/// <param name="Tokens">How many.</param>
/// <param name="NanoUsdPerMillion">The price of one million tokens in nano-dollars.</param>
public sealed record CostLine(string Kind, long Tokens, long NanoUsdPerMillion);

/// <summary>Registry against traffic.</summary>
/// <param name="Builds">The builds that the report covers.</param>
/// <param name="CallSites">All call sites of those builds, and those that only traffic knows.</param>
/// <param name="Features">Declared features with what they did.</param>
/// <param name="EntryPoints">Routes and jobs with what they did.</param>
public sealed record CoverageReport(
    IReadOnlyList<CoverageBuild> Builds,
    IReadOnlyList<CoverageCallSite> CallSites,
    IReadOnlyList<CoverageItem> Features,
    IReadOnlyList<CoverageItem> EntryPoints);

/// <summary>A build known to the collector.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="Assembly">The assembly.</param>
/// <param name="BuildId">The build.</param>
/// <param name="FirstSeen">When its registry first arrived, UTC.</param>
/// <param name="Complete">Whether every chunk of the registry arrived.</param>
public sealed record CoverageBuild(string Service, string Assembly, string BuildId, DateTimeOffset FirstSeen, bool Complete);

/// <summary>A call site and what was seen of it.</summary>
public sealed record CoverageCallSite
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary><c>intercepted</c>, <c>escaped</c>, <c>wrapped</c> (escaped, but its client measures it), <c>never-seen</c> or <c>unknown</c> (traffic without a registry entry).</summary>
    public required string State { get; init; }

    /// <summary>The service.</summary>
    public string? Service { get; init; }

    /// <summary>The containing member.</summary>
    public string? Member { get; init; }

    /// <summary>The file.</summary>
    public string? File { get; init; }

    /// <summary>The line.</summary>
    public int? Line { get; init; }

    /// <summary>The SDK.</summary>
    public string? Sdk { get; init; }

    /// <summary>The called method.</summary>
    public string? Method { get; init; }

    /// <summary>The feature.</summary>
    public string? Feature { get; init; }

    /// <summary>Why it cannot be intercepted, or null.</summary>
    public string? Escape { get; init; }

    /// <summary><c>middleware</c> or <c>http</c> when the call's client provably measures it, or null.</summary>
    public string? MeasuredBy { get; init; }

    /// <summary>The routes and jobs from which the code reaches it, by name; empty when none does, null when the service's builds did not look.</summary>
    public IReadOnlyList<CoverageReach>? ReachedFrom { get; init; }

    /// <summary>Interactions in the window.</summary>
    public long Calls { get; init; }

    /// <summary>The newest interaction, or null.</summary>
    public DateTimeOffset? LastSeen { get; init; }
}

/// <summary>An entry point from which a call site is reached.</summary>
/// <param name="EntryPoint">The route or job.</param>
/// <param name="Kind"><c>http</c>, <c>job</c>, <c>message</c> or <c>cli</c>.</param>
/// <param name="Ambiguous">Only if a call on the way goes to one of several implementations.</param>
public sealed record CoverageReach(string EntryPoint, string Kind, bool Ambiguous);

/// <summary>What an entry point reaches.</summary>
/// <param name="CallSites">How many call sites.</param>
/// <param name="Ambiguous">How many of them only if a call on the way goes to one of several implementations.</param>
/// <param name="Features">Their features; null stands for one that shows only at run time.</param>
public sealed record CoverageReached(int CallSites, int Ambiguous, IReadOnlyList<string?> Features);

/// <summary>A feature, route or job and what was seen of it.</summary>
/// <param name="Name">The id or name.</param>
/// <param name="Kind"><c>feature</c>, <c>http</c>, <c>job</c>, <c>message</c> or <c>cli</c>.</param>
/// <param name="Declared">In the registry; false when only traffic knows it.</param>
/// <param name="Calls">Interactions in the window.</param>
/// <param name="LastSeen">The newest interaction, or null.</param>
public sealed record CoverageItem(string Name, string Kind, bool Declared, long Calls, DateTimeOffset? LastSeen)
{
    /// <summary>What a route or job reaches in the code; null when that is nothing, or the build did not look.</summary>
    public CoverageReached? Reached { get; init; }
}
