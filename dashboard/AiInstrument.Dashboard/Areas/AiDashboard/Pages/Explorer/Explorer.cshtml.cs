using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Charts;
using AiInstrument.Dashboard.Explorer;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Explorer;

/// <summary>Usage by any one dimension: the page of features, routes, models, organizations and so on.</summary>
[OpenTo(PageAudience.Members)]
internal sealed class ExplorerModel(ExplorerReader explorer, ChartReader charts, IUsageQueries queries, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text)
    : ExplorerPage(explorer, charts, queries, links, time, text)
{
    public Task OnGetAsync(string dimension, CancellationToken cancellationToken) => ShowAsync(Dimension.FromSlug(dimension)!, Dimension.All, cancellationToken);
}
