using System.Globalization;
using System.Security.Claims;
using AiInstrument.Collector.Content;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Scope;
using AiInstrument.Dashboard.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AiInstrument.Dashboard.Api;

/// <summary>The JSON API. It reads the same parameters and the same queries as the pages, so that its figures are theirs.</summary>
internal static class UsageApi
{
    public const string Root = "/api/ai-usage";

    private const int MostPages = 1_000_000;

    private static readonly OpenToAttribute Members = new(PageAudience.Members);

    public static void MapUsageApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup(Root).WithTags("AI usage");

        // An endpoint that says nothing is for those who may read the whole workspace.
        ((IEndpointConventionBuilder)api).Finally(endpoint => endpoint.Metadata.Add(new AuthorizeAttribute(
            endpoint.Metadata.OfType<OpenToAttribute>().Any() ? DashboardAuthentication.ReadOwnPolicy : DashboardAuthentication.ReadPolicy)));
        api.AddEndpointFilter(async (context, next) =>
        {
            SecurityHeaders.Apply(context.HttpContext.Response.Headers);
            return await next(context).ConfigureAwait(false);
        });
        api.MapGet("/stats", GetStatsAsync).WithMetadata(Members);
        api.MapGet("/records", GetRecordsAsync).WithMetadata(Members);
        api.MapGet("/records/export", RecordsExport.AnswerAsync).WithMetadata(Members);
        api.MapGet("/records/{id:long}", GetRecordAsync).WithMetadata(Members);
        api.MapGet("/traces/{id}", GetTraceAsync).WithMetadata(Members);
        api.MapGet("/sessions", GetSessionAsync).WithMetadata(Members);
        api.MapGet("/quality", GetQualityAsync).WithMetadata(Members);
        api.MapBilling(Members);
        api.MapAlerts();
        BudgetsApi.Map(api);
        PricesApi.Map(api);
        foreach (var known in (string[])["/stats", "/records", "/records/export", "/records/{id:long}", "/traces/{id}", "/sessions", "/quality", .. BillingApi.Paths])
        {
            api.Map(known, context => RefuseMethod(context, HttpMethods.Get)).WithMetadata(Members).ExcludeFromDescription();
        }

        foreach (var known in AlertApi.Paths)
        {
            api.Map(known, context => RefuseMethod(context, HttpMethods.Get)).ExcludeFromDescription();
        }

        foreach (var (known, methods) in PricesApi.Paths)
        {
            api.Map(known, context => RefuseMethod(context, methods)).ExcludeFromDescription();
        }

        api.Map("/{**unknown}", RefusePath).WithMetadata(Members).ExcludeFromDescription();
    }

    private static Task RefuseMethod(HttpContext context, string allowed)
    {
        context.Response.Headers.Allow = allowed;
        return ApiProblem.Write(context, StatusCodes.Status405MethodNotAllowed, $"This address takes {allowed}.");
    }

    private static Task RefusePath(HttpContext context) =>
        ApiProblem.Write(context, StatusCodes.Status404NotFound, $"Nothing is at this address. What there is below {Root} stands in the documentation of the dashboard.");

    private static async Task<IResult> GetStatsAsync(HttpRequest request, ClaimsPrincipal caller, IUsageQueries queries, TimeProvider time, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query);
        var scope = UsageScope.Read(query, time);
        if (query.Problems.Count > 0)
        {
            return ApiProblem.BadParameters(query.Problems);
        }

        var workspace = caller.WorkspaceId();
        var (window, filter) = scope;
        return Json(new UsageStats(
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
            await queries.GetLossesAsync(workspace, window, cancellationToken).ConfigureAwait(false)));

        async Task<IReadOnlyList<T>> By<T>(UsageDimension dimension, Func<UsageGroup, T> write) =>
            [.. (await queries.GetBreakdownAsync(workspace, window, filter, dimension, cancellationToken).ConfigureAwait(false)).Select(write)];
    }

    private static async Task<IResult> GetQualityAsync(HttpRequest request, ClaimsPrincipal caller, IUsageQueries queries, TimeProvider time, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query);
        var (window, filter) = UsageScope.Read(query, time);
        var by = Dimension.FromParameter(query.Choice("by", [.. Dimension.All.Select(dimension => dimension.Parameter)]));
        if (query.Problems.Count > 0)
        {
            return ApiProblem.BadParameters(query.Problems);
        }

        var workspace = caller.WorkspaceId();
        var total = await queries.GetQualityAsync(workspace, window, filter, cancellationToken).ConfigureAwait(false);
        var groups = by is null ? null : await queries.GetQualityByAsync(workspace, window, filter, by.Kind, cancellationToken).ConfigureAwait(false);
        return Json(new QualityReport(
            window.Period,
            window.FromDay,
            window.ToDay,
            new QualityMeasures(total),
            groups is null ? null : [.. groups.OrderBy(group => group.Name, StringComparer.Ordinal).Select(group => new QualityGroup(group.Name, new QualityMeasures(group.Quality)))]));
    }

    private static async Task<IResult> GetRecordsAsync(HttpRequest request, ClaimsPrincipal caller, IUsageQueries queries, TimeProvider time, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query);
        var records = RecordsRequest.Read(query, time);
        if (query.Problems.Count > 0)
        {
            return ApiProblem.BadParameters(query.Problems);
        }

        var page = await queries.GetRecordsAsync(caller.WorkspaceId(), records.ToRecordQuery(), cancellationToken).ConfigureAwait(false);
        return Json(new UsageRecords(
            records.Page,
            records.PageSize,
            page.TotalCount,
            page.TotalsKnown ? new UsageMeasures(page.Totals) : null,
            [.. page.Items.Select(row => new UsageRecord(row))],
            page.Older,
            page.SortedAmong,
            page.Next?.ToString(),
            page.Previous?.ToString()));
    }

    /// <summary>Prompts and answers leave by this answer alone: to an admin who signed in and asks for them by name. Figures are for whoever may see the record.</summary>
    private static async Task<IResult> GetRecordAsync(
        long id, HttpContext context, ClaimsPrincipal caller, IUsageQueries queries, IContentStore contents, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.Query);
        var include = query.Choice("include", ["content"]);
        var isFile = query.Flag("download");
        if (query.Problems.Count > 0)
        {
            return ApiProblem.BadParameters(query.Problems);
        }

        if (include is null)
        {
            if (await queries.GetRecordAsync(caller.WorkspaceId(), id, cancellationToken).ConfigureAwait(false) is not { } record)
            {
                return ApiProblem.NotFound("There is no record with this id.");
            }

            if (isFile)
            {
                context.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"record-{id}.json\"");
            }

            return Json(new UsageRecordDetail(record));
        }

        if (!caller.IsAdmin())
        {
            return ApiProblem.Forbidden("Prompts and answers are shown to admins who signed in. An API key reads figures.");
        }

        return await contents.ReadAsync(caller.WorkspaceId(), id, cancellationToken).ConfigureAwait(false) is { } content
            ? Json(UsageRecordContent.Of(id, content))
            : ApiProblem.NotFound("There is no record with this id.");
    }

    private static async Task<IResult> GetTraceAsync(string id, HttpRequest request, ClaimsPrincipal caller, IUsageQueries queries, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query);
        var (page, pageSize) = (query.Number("page", 1, 1, MostPages), query.Number("pageSize", 200, 1, 1000));
        if (query.Problems.Count > 0)
        {
            return ApiProblem.BadParameters(query.Problems);
        }

        return await queries.GetTraceAsync(caller.WorkspaceId(), id, page, pageSize, cancellationToken).ConfigureAwait(false) is { } trace
            ? Json(new UsageTrace(
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
                [.. trace.Nodes.Select(node => new UsageTraceNode(node))]))
            : ApiProblem.NotFound("No interaction of this trace is stored.");
    }

    private static async Task<IResult> GetSessionAsync(HttpRequest request, ClaimsPrincipal caller, IUsageQueries queries, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query);
        var (id, page, pageSize) = (query.Text("id"), query.Number("page", 1, 1, MostPages), query.Number("pageSize", 50, 1, 200));
        if (id is null)
        {
            query.Problem("id", "Name the session.");
        }

        if (query.Problems.Count > 0)
        {
            return ApiProblem.BadParameters(query.Problems);
        }

        return await queries.GetSessionAsync(caller.WorkspaceId(), id!, page, pageSize, cancellationToken).ConfigureAwait(false) is { } session
            ? Json(new UsageSession(
                session.SessionId,
                session.Start,
                session.Last,
                session.Interactions,
                new UsageMeasures(session.Totals),
                session.Complete,
                page,
                pageSize,
                session.TraceCount,
                [.. session.Traces.Select(trace => new UsageSessionTrace(trace))]))
            : ApiProblem.NotFound("No interaction of this session is stored.");
    }

    /// <summary>A window of one day comes in hours; the API speaks of days.</summary>
    private static IReadOnlyList<DayUsage> Days(IReadOnlyList<UsageBucket> buckets) =>
    [
        .. buckets
            .GroupBy(bucket => DateOnly.FromDateTime(bucket.Start.UtcDateTime), bucket => bucket.Totals)
            .Select(day => new DayUsage(day.Key, day.Aggregate((sum, next) => sum.Plus(next)))),
    ];

    private static IResult Json<T>(T value) => Results.Json(value, UsageJson.Default);
}
