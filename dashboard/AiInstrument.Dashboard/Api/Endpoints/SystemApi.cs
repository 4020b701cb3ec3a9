using System.Security.Claims;
using AiInstrument.Collector.Observation;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Api.Answers;
using AiInstrument.Dashboard.Api.Answers.Management;
using AiInstrument.Dashboard.Api.Answers.Records;
using AiInstrument.Dashboard.Api.Requests;
using AiInstrument.Dashboard.Overview;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Endpoints;

/// <summary>What the overview, the lists of traces and the system page show beyond totals.</summary>
internal static class SystemApi
{
    public static void Map(ApiMap api)
    {
        api.Get(PageAudience.Members, "/series", "getSeries", "Totals over time by a dimension, as the charts draw them.", GetSeriesAsync);
        api.Get(PageAudience.Members, "/attention", "getAttention", "What needs attention, the worst first.", GetAttentionAsync);
        api.Get(PageAudience.Members, "/traces", "listTraces", "The newest traces.", GetTracesAsync);
        api.Get(PageAudience.Readers, "/system", "getSystem", "How the collector is doing.", GetSystemAsync);
    }

    private static async Task<Answer<UsageSeriesReport>> GetSeriesAsync(Asked<SeriesRequest> asked, ClaimsPrincipal caller, IUsageQueries queries, CancellationToken cancellationToken)
    {
        var ((window, filter), by, top) = asked.Request;
        var groups = await queries.GetSeriesAsync(caller.WorkspaceId(), window, filter, by.Kind, top, cancellationToken).ConfigureAwait(false);
        return new UsageSeriesReport(window.Period, window.FromDay, window.ToDay, by.Parameter, [.. groups.Select(group => new UsageSeriesItem(group))]);
    }

    private static async Task<Answer<UsageAttention>> GetAttentionAsync(Asked<UsageScope> asked, ClaimsPrincipal caller, IUsageQueries queries, AttentionReader attention, CancellationToken cancellationToken)
    {
        var scope = asked.Request;
        var workspace = caller.WorkspaceId();
        var totals = await queries.GetTotalsAsync(workspace, scope.Window, scope.Filter, cancellationToken).ConfigureAwait(false);
        var previous = scope.Window.Previous() is { } before ? await queries.GetTotalsAsync(workspace, before, scope.Filter, cancellationToken).ConfigureAwait(false) : null;
        return new UsageAttention(await attention.ReadAsync(workspace, scope, new PeriodCard(scope, totals, previous, []), cancellationToken).ConfigureAwait(false));
    }

    private static async Task<Answer<UsageTraces>> GetTracesAsync(Asked<TracesRequest> asked, ClaimsPrincipal caller, IUsageQueries queries, CancellationToken cancellationToken) =>
        new UsageTraces([.. (await queries.GetLatestTracesAsync(caller.WorkspaceId(), asked.Request.Top, cancellationToken).ConfigureAwait(false)).Select(trace => new UsageSessionTrace(trace))]);

    private static async Task<Answer<SystemReport>> GetSystemAsync(ClaimsPrincipal caller, ICollectorObservation observation, IUsageQueries queries, TimeProvider time, CancellationToken cancellationToken)
    {
        var state = await observation.ReadAsync(cancellationToken).ConfigureAwait(false);
        var always = new UsageWindow("all", null, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        return new SystemReport(state, await queries.GetLossesAsync(caller.WorkspaceId(), always, cancellationToken).ConfigureAwait(false));
    }
}
