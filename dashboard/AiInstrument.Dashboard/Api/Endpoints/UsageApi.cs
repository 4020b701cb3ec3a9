using System.Security.Claims;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Api.Answers;
using AiInstrument.Dashboard.Api.Answers.Records;
using AiInstrument.Dashboard.Api.Describing;
using AiInstrument.Dashboard.Api.Requests;
using AiInstrument.Dashboard.Live;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Routing;

namespace AiInstrument.Dashboard.Api.Endpoints;

/// <summary>The JSON API. It reads the same parameters and the same queries as the pages, so that its figures are theirs.</summary>
internal static class UsageApi
{
    public const string Root = "/api/ai-usage";

    public static void MapUsageApi(this IEndpointRouteBuilder endpoints)
    {
        var api = new ApiMap(endpoints, Root);
        api.Get(PageAudience.Members, "/stats", "getStats", "Totals of a period by model, feature, route, provider, category, organization and day.", GetStatsAsync);
        api.Get(PageAudience.Members, "/quality", "getQuality", "How long calls took, how they failed and what caches saved.", GetQualityAsync);
        api.Get(PageAudience.Members, "/records", "listRecords", "A page of records with the sums of all pages.", GetRecordsAsync);
        api.Get(PageAudience.Members, "/traces/{id}", "getTrace", "A page of a trace's tree, parents before their children, and the sums of all of it.", GetTraceAsync)
            .Path("id", "The trace, 32 hex digits.").MayBeMissing();
        api.Get(PageAudience.Members, "/sessions", "getSession", "A page of a session's traces, newest first, and the sums of all of them.", GetSessionAsync).MayBeMissing();
        OpenApiEndpoint.Map(api);
        OverviewApi.Map(api);
        RecordApi.Map(api);
        RecordsExport.Map(api);
        ExplorerApi.Map(api);
        ViewsApi.Map(api);
        LiveApi.Map(api);
        SystemApi.Map(api);
        AdminApi.Map(api);
        BillingApi.Map(api);
        AlertApi.Map(api);
        BudgetsApi.Map(api);
        PricesApi.Map(api);
        api.MapRest($"Nothing is at this address. What there is below {Root} stands in {Root}{OpenApiEndpoint.Path}.");
    }

    private static async Task<Answer<UsageStats>> GetStatsAsync(Asked<UsageScope> asked, ClaimsPrincipal caller, IUsageQueries queries, CancellationToken cancellationToken)
    {
        var workspace = caller.WorkspaceId();
        var (window, filter) = asked.Request;
        return new UsageStats(
            window.Period,
            window.FromDay,
            window.ToDay,
            new UsageMeasures(await queries.GetTotalsAsync(workspace, window, filter, cancellationToken).ConfigureAwait(false)),
            await By(UsageDimension.Model, group => new ModelUsage(group)).ConfigureAwait(false),
            await By(UsageDimension.Feature, group => new FeatureUsage(group)).ConfigureAwait(false),
            await By(UsageDimension.EntryPoint, group => new RouteUsage(group)).ConfigureAwait(false),
            await By(UsageDimension.Provider, group => new ProviderUsage(group)).ConfigureAwait(false),
            await By(UsageDimension.Category, group => new CategoryUsage(group)).ConfigureAwait(false),
            await By(UsageDimension.Organization, group => new OrganizationUsage(group)).ConfigureAwait(false),
            Days(await queries.GetTimelineAsync(workspace, window, filter, cancellationToken).ConfigureAwait(false)),
            await queries.GetLossesAsync(workspace, window, cancellationToken).ConfigureAwait(false));

        async Task<IReadOnlyList<T>> By<T>(UsageDimension dimension, Func<UsageGroup, T> write) =>
            [.. (await queries.GetBreakdownAsync(workspace, window, filter, dimension, cancellationToken).ConfigureAwait(false)).Select(write)];
    }

    private static async Task<Answer<QualityReport>> GetQualityAsync(Asked<QualityRequest> asked, ClaimsPrincipal caller, IUsageQueries queries, CancellationToken cancellationToken)
    {
        var ((window, filter), by) = asked.Request;
        var workspace = caller.WorkspaceId();
        var total = await queries.GetQualityAsync(workspace, window, filter, cancellationToken).ConfigureAwait(false);
        var groups = by is null ? null : await queries.GetQualityByAsync(workspace, window, filter, by.Kind, cancellationToken).ConfigureAwait(false);
        return new QualityReport(
            window.Period,
            window.FromDay,
            window.ToDay,
            new QualityMeasures(total),
            groups is null ? null : [.. groups.OrderBy(group => group.Name, StringComparer.Ordinal).Select(group => new QualityGroup(group.Name, new QualityMeasures(group.Quality)))]);
    }

    private static async Task<Answer<UsageRecords>> GetRecordsAsync(Asked<RecordsRequest> asked, ClaimsPrincipal caller, IUsageQueries queries, CancellationToken cancellationToken)
    {
        var records = asked.Request;
        var page = await queries.GetRecordsAsync(caller.WorkspaceId(), records.ToRecordQuery(), cancellationToken).ConfigureAwait(false);
        return new UsageRecords(
            records.Page,
            records.PageSize,
            page.TotalCount,
            page.TotalsKnown ? new UsageMeasures(page.Totals) : null,
            [.. page.Items.Select(row => new UsageRecord(row))],
            page.Older,
            page.SortedAmong,
            page.Next?.ToString(),
            page.Previous?.ToString(),
            page.CountIsExact,
            page.IsPartial);
    }

    private static async Task<Answer<UsageTrace>> GetTraceAsync(string id, Asked<TraceRequest> asked, ClaimsPrincipal caller, IUsageQueries queries, CancellationToken cancellationToken)
    {
        var (page, pageSize) = asked.Request;
        return await queries.GetTraceAsync(caller.WorkspaceId(), id, page, pageSize, cancellationToken).ConfigureAwait(false) is { } trace
            ? new UsageTrace(
                trace.TraceId,
                trace.Start,
                trace.Duration.TotalMilliseconds,
                trace.Interactions,
                new UsageMeasures(trace.Totals),
                trace.Sessions,
                trace.Complete,
                page,
                pageSize,
                trace.NodeCount,
                [.. trace.Nodes.Select(node => new UsageTraceNode(node))])
            : ApiProblem.NotFound("No interaction of this trace is stored.");
    }

    private static async Task<Answer<UsageSession>> GetSessionAsync(Asked<SessionRequest> asked, ClaimsPrincipal caller, IUsageQueries queries, CancellationToken cancellationToken)
    {
        var (id, page, pageSize) = asked.Request;
        return await queries.GetSessionAsync(caller.WorkspaceId(), id, page, pageSize, cancellationToken).ConfigureAwait(false) is { } session
            ? new UsageSession(
                session.SessionId,
                session.Start,
                session.Last,
                session.Interactions,
                new UsageMeasures(session.Totals),
                session.Complete,
                page,
                pageSize,
                session.TraceCount,
                [.. session.Traces.Select(trace => new UsageSessionTrace(trace))])
            : ApiProblem.NotFound("No interaction of this session is stored.");
    }

    /// <summary>A window of one day comes in hours; the API speaks of days.</summary>
    private static IReadOnlyList<DayUsage> Days(IReadOnlyList<UsageBucket> buckets) =>
    [
        .. buckets
            .GroupBy(bucket => DateOnly.FromDateTime(bucket.Start.UtcDateTime), bucket => bucket.Totals)
            .Select(day => new DayUsage(day.Key, day.Aggregate((sum, next) => sum.Plus(next)))),
    ];
}
