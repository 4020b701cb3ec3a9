using AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;
using AiInstrument.Dashboard.Routing;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Alerts;

/// <summary>The pages of the alerts.</summary>
internal static class AlertViews
{
    public static Segments Of(IStringLocalizer<Text> text, DashboardLinks links, string current) => new(
        text["Alerts.Views"],
        from view in ((string, string)[])[("Alerts.View.Now", links.Alerts), ("Alerts.View.History", links.AlertHistory()), ("Alerts.View.Deliveries", links.AlertDeliveries())]
        select new Segment(text[view.Item1], view.Item2, view.Item2 == current));
}
