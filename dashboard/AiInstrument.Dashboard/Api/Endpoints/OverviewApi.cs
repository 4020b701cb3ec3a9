using System.Security.Claims;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Api.Answers;
using AiInstrument.Dashboard.Api.Requests;
using AiInstrument.Dashboard.Overview;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Endpoints;

/// <summary>What the overview and the coverage page show beside totals.</summary>
internal static class OverviewApi
{
    public static void Map(ApiMap api)
    {
        api.Get(PageAudience.Members, "/heatmap", "getHeatMap", "Totals of a period by the day of the week and the hour of the day.", GetHeatMapAsync);
        api.Get(PageAudience.Members, "/flow", "getFlow", "Totals of a period by route or job, feature and model at once.", GetFlowAsync);
        api.Get(PageAudience.Readers, "/coverage", "getCoverage", "The registries of the latest builds against what was seen in a period, what those builds changed against the ones before, and what that costs a day.", GetCoverageAsync);
    }

    private static async Task<Answer<UsageHeatMap>> GetHeatMapAsync(Asked<HeatMapRequest> asked, ClaimsPrincipal caller, IUsageQueries queries, CancellationToken cancellationToken)
    {
        var (scope, zone) = asked.Request;
        var hours = await queries.GetHoursAsync(caller.WorkspaceId(), scope.Window, scope.Filter, cancellationToken).ConfigureAwait(false);
        var totals = await queries.GetTotalsAsync(caller.WorkspaceId(), scope.Window, scope.Filter, cancellationToken).ConfigureAwait(false);
        return UsageHeatMap.Of(scope, totals, WeekHours.Of(hours, zone));
    }

    private static async Task<Answer<UsageFlows>> GetFlowAsync(Asked<UsageScope> asked, ClaimsPrincipal caller, IUsageQueries queries, CancellationToken cancellationToken)
    {
        var (window, filter) = asked.Request;
        var flows = await queries.GetFlowAsync(caller.WorkspaceId(), window, filter, cancellationToken).ConfigureAwait(false);
        var totals = await queries.GetTotalsAsync(caller.WorkspaceId(), window, filter, cancellationToken).ConfigureAwait(false);
        return new UsageFlows(
            window.Period,
            window.FromDay,
            window.ToDay,
            new UsageMeasures(totals),
            [.. flows
                .OrderByDescending(flow => flow.Totals.CostNanoUsd).ThenByDescending(flow => flow.Totals.Calls)
                .ThenBy(flow => flow.EntryPoint, StringComparer.Ordinal).ThenBy(flow => flow.Feature, StringComparer.Ordinal).ThenBy(flow => flow.Model, StringComparer.Ordinal)
                .Select(flow => new FlowMeasures(flow))]);
    }

    private static async Task<Answer<UsageCoverage>> GetCoverageAsync(Asked<CoverageRequest> asked, ClaimsPrincipal caller, IUsageQueries queries, TimeProvider time, CancellationToken cancellationToken)
    {
        var (window, state) = asked.Request;
        var report = await queries.GetCoverageAsync(caller.WorkspaceId(), window, cancellationToken).ConfigureAwait(false);
        var changes = await queries.GetChangesAsync(caller.WorkspaceId(), time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        return new UsageCoverage(
            window.Period, window.FromDay, window.ToDay, report.Builds, [.. report.CallSites.Where(site => state is null || site.State == state)], report.Features, report.EntryPoints, [.. changes.Select(service => new CoverageChanges(service))]);
    }
}
