using AiInstrument.Collector.Queries.Coverage;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Collector.Queries.Registry;
using AiInstrument.Collector.Queries.Traces;

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
