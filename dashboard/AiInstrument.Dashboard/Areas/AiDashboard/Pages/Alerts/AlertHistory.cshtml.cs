using AiInstrument.Collector.Alerts;
using AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Alerts;

/// <summary>What fired and ended.</summary>
internal sealed class AlertHistoryModel(IAlerts alerts, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    private const int PageSize = 50;

    public Segments Views { get; private set; } = null!;

    public IReadOnlyList<AlertIncident> Incidents { get; private set; } = [];

    /// <summary>Where older ones begin; null at the end.</summary>
    public long? Older => Incidents.Count == PageSize ? Incidents[^1].Id : null;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Section = "alerts";
        Windowed = false;
        Title = text["Alerts.View.History"];
        About = text["Alerts.History.About"];
        (Scope, var before) = Read(query => (UsageScope.Read(query, time), query.Number("before", 0, 1, int.MaxValue)));
        Views = AlertViews.Of(text, links, links.AlertHistory());
        Incidents = await alerts.GetHistoryAsync(Workspace, before == 0 ? null : before, PageSize, cancellationToken).ConfigureAwait(false);
    }
}
