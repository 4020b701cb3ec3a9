using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Charts;
using AiInstrument.Dashboard.Explorer;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Explorer;

/// <summary>Usage by the place in source that called.</summary>
[OpenTo(PageAudience.Readers)]
internal sealed class CallSitesModel(ExplorerReader explorer, ChartReader charts, IUsageQueries queries, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text)
    : ExplorerPage(explorer, charts, queries, links, time, text)
{
    public Task OnGetAsync(CancellationToken cancellationToken) => ShowAsync(Dimension.CallSite, Dimension.OfCallSites, cancellationToken);
}
