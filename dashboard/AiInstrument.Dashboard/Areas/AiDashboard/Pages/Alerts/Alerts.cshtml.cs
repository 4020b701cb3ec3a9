using AiInstrument.Collector.Alerts;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Alerts;

/// <summary>What fires now, the rules, and where notifications go.</summary>
internal sealed class AlertsModel(IAlerts alerts, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    public Segments Views { get; private set; } = null!;

    public IReadOnlyList<AlertIncident> Firing { get; private set; } = [];

    public IReadOnlyList<AlertRule> Rules { get; private set; } = [];

    public IReadOnlyList<NotificationChannel> Channels { get; private set; } = [];

    public IEnumerable<string> NamesOf(AlertRule rule) => Channels.Where(channel => rule.Channels.Contains(channel.Id)).Select(channel => channel.Name);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Section = "alerts";
        Windowed = false;
        Title = text["Nav.Alerts"];
        About = text["Alerts.About"];
        Scope = Read(query => UsageScope.Read(query, time));
        Views = AlertViews.Of(text, links, links.Alerts);
        Firing = await alerts.GetFiringAsync(Workspace, cancellationToken).ConfigureAwait(false);
        Rules = await alerts.GetRulesAsync(Workspace, cancellationToken).ConfigureAwait(false);
        Channels = await alerts.GetChannelsAsync(Workspace, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IActionResult> OnPostTestAsync([FromForm] int channel, CancellationToken cancellationToken) =>
        await alerts.TestChannelAsync(User.Actor(), channel, cancellationToken).ConfigureAwait(false) ? LocalRedirect(links.AlertDeliveries()) : NotFound();
}
