using AiInstrument.Collector.Alerts;
using AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Alerts;

/// <summary>What was sent, and what became of it.</summary>
internal sealed class AlertDeliveriesModel(IAlerts alerts, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    private const int PageSize = 50;

    public Segments Views { get; private set; } = null!;

    public IReadOnlyList<NotificationDelivery> Deliveries { get; private set; } = [];

    /// <summary>Where older ones begin; null at the end.</summary>
    public long? Older => Deliveries.Count == PageSize ? Deliveries[^1].Id : null;

    public static string? ClassOf(DeliveryState state) => state switch
    {
        DeliveryState.Delivered => "state-ok",
        DeliveryState.Failed => "state-error",
        _ => null,
    };

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Section = "alerts";
        Windowed = false;
        Title = text["Alerts.View.Deliveries"];
        About = text["Alerts.Deliveries.About"];
        (Scope, var before) = Read(query => (UsageScope.Read(query, time), query.Number("before", 0, 1, int.MaxValue)));
        Views = AlertViews.Of(text, links, links.AlertDeliveries());
        Deliveries = await alerts.GetDeliveriesAsync(Workspace, before == 0 ? null : before, PageSize, cancellationToken).ConfigureAwait(false);
    }
}
