using System.Security.Claims;
using AiInstrument.Collector.Alerts;
using AiInstrument.Collector.Forecasting;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Api.Answers.Management;
using AiInstrument.Dashboard.Api.Requests;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Endpoints;

/// <summary>Alerts and forecasts as JSON, to be read. They are changed on the pages.</summary>
internal static class AlertApi
{
    public static void Map(ApiMap api)
    {
        api.Get(PageAudience.Readers, "/alerts", "getAlerts", "What fires now, and the rules.", GetAlertsAsync);
        api.Get(PageAudience.Readers, "/alerts/history", "listIncidents", "What fired and ended, newest first.", GetHistoryAsync);
        api.Get(PageAudience.Readers, "/alerts/deliveries", "listDeliveries", "What was sent, newest first.", GetDeliveriesAsync);
        api.Get(PageAudience.Readers, "/forecast", "getForecast", "What the running month is likely to cost.", GetForecastAsync);
    }

    private static async Task<Answer<UsageAlerts>> GetAlertsAsync(ClaimsPrincipal caller, IAlerts alerts, CancellationToken cancellationToken)
    {
        var firing = await alerts.GetFiringAsync(caller.WorkspaceId(), cancellationToken).ConfigureAwait(false);
        var rules = await alerts.GetRulesAsync(caller.WorkspaceId(), cancellationToken).ConfigureAwait(false);
        return new UsageAlerts([.. firing.Select(incident => new UsageIncident(incident))], [.. rules.Select(rule => new UsageAlertRule(rule))]);
    }

    private static async Task<Answer<UsageAlertHistory>> GetHistoryAsync(Asked<OlderRequest> asked, ClaimsPrincipal caller, IAlerts alerts, CancellationToken cancellationToken) =>
        new UsageAlertHistory([.. (await alerts.GetHistoryAsync(caller.WorkspaceId(), asked.Request.Before, asked.Request.Most, cancellationToken).ConfigureAwait(false)).Select(incident => new UsageIncident(incident))]);

    private static async Task<Answer<UsageDeliveries>> GetDeliveriesAsync(Asked<OlderRequest> asked, ClaimsPrincipal caller, IAlerts alerts, CancellationToken cancellationToken) =>
        new UsageDeliveries([.. (await alerts.GetDeliveriesAsync(caller.WorkspaceId(), asked.Request.Before, asked.Request.Most, cancellationToken).ConfigureAwait(false)).Select(delivery => new UsageDelivery(delivery))]);

    private static async Task<Answer<UsageForecasts>> GetForecastAsync(Asked<ForecastRequest> asked, ClaimsPrincipal caller, IForecasts forecasts, CancellationToken cancellationToken)
    {
        var (filter, by, top) = asked.Request;
        var workspace = caller.WorkspaceId();
        var total = await forecasts.GetTotalAsync(workspace, filter, cancellationToken).ConfigureAwait(false);
        var groups = by is null ? [] : await forecasts.GetByAsync(workspace, filter, by.Kind, top, cancellationToken).ConfigureAwait(false);
        return new UsageForecasts(total.Forecast.Month, new UsageForecastItem(total), by?.Parameter, [.. groups.Select(group => new UsageForecastItem(group))]);
    }
}
