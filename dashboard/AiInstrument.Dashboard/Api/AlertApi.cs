using System.Security.Claims;
using AiInstrument.Collector.Alerts;
using AiInstrument.Collector.Forecasting;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Areas.AiDashboard.Pages;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AiInstrument.Dashboard.Api;

/// <summary>Alerts and forecasts as JSON, to be read. They are changed on the pages.</summary>
internal static class AlertApi
{
    private const int MostRows = 200;
    private const int MostGroups = 100;

    /// <summary>The paths below the API's root.</summary>
    public static IReadOnlyList<string> Paths { get; } = ["/alerts", "/alerts/history", "/alerts/deliveries", "/forecast"];

    public static void MapAlerts(this RouteGroupBuilder api)
    {
        api.MapGet("/alerts", GetAlertsAsync);
        api.MapGet("/alerts/history", GetHistoryAsync);
        api.MapGet("/alerts/deliveries", GetDeliveriesAsync);
        api.MapGet("/forecast", GetForecastAsync);
    }

    private static async Task<IResult> GetAlertsAsync(ClaimsPrincipal caller, IAlerts alerts, CancellationToken cancellationToken)
    {
        var firing = await alerts.GetFiringAsync(caller.WorkspaceId(), cancellationToken).ConfigureAwait(false);
        var rules = await alerts.GetRulesAsync(caller.WorkspaceId(), cancellationToken).ConfigureAwait(false);
        return Json(new UsageAlerts([.. firing.Select(incident => new UsageIncident(incident))], [.. rules.Select(rule => new UsageAlertRule(rule))]));
    }

    private static async Task<IResult> GetHistoryAsync(HttpRequest request, ClaimsPrincipal caller, IAlerts alerts, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query);
        var (before, most) = Rows(query);
        return query.Problems.Count > 0
            ? ApiProblem.BadParameters(query.Problems)
            : Json(new UsageAlertHistory([.. (await alerts.GetHistoryAsync(caller.WorkspaceId(), before, most, cancellationToken).ConfigureAwait(false)).Select(incident => new UsageIncident(incident))]));
    }

    private static async Task<IResult> GetDeliveriesAsync(HttpRequest request, ClaimsPrincipal caller, IAlerts alerts, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query);
        var (before, most) = Rows(query);
        return query.Problems.Count > 0
            ? ApiProblem.BadParameters(query.Problems)
            : Json(new UsageDeliveries([.. (await alerts.GetDeliveriesAsync(caller.WorkspaceId(), before, most, cancellationToken).ConfigureAwait(false)).Select(delivery => new UsageDelivery(delivery))]));
    }

    private static async Task<IResult> GetForecastAsync(HttpRequest request, ClaimsPrincipal caller, IForecasts forecasts, TimeProvider time, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query);
        var filter = UsageScope.Read(query, time).Filter;
        var by = Dimension.FromParameter(query.Choice("by", [.. ForecastModel.Choices.Select(choice => choice.Parameter)]));
        var top = query.Number("top", 20, 1, MostGroups);
        if (query.Problems.Count > 0)
        {
            return ApiProblem.BadParameters(query.Problems);
        }

        var workspace = caller.WorkspaceId();
        var total = await forecasts.GetTotalAsync(workspace, filter, cancellationToken).ConfigureAwait(false);
        var groups = by is null ? [] : await forecasts.GetByAsync(workspace, filter, by.Kind, top, cancellationToken).ConfigureAwait(false);
        return Json(new UsageForecasts(total.Forecast.Month, new UsageForecastItem(total), by?.Parameter, [.. groups.Select(group => new UsageForecastItem(group))]));
    }

    private static (long? Before, int Most) Rows(QueryReader query) => (query.Number("before", 0, 1, int.MaxValue) is > 0 and var before ? before : null, query.Number("pageSize", 50, 1, MostRows));

    private static IResult Json<T>(T value) => Results.Json(value, UsageJson.Default);
}
