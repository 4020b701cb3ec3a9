using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Explorer;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Explorer;

/// <summary>The page of one place in source that calls a model.</summary>
[OpenTo(PageAudience.Readers)]
internal sealed class CallSiteModel(NameReader names, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : NamePage(names, links, time, text)
{
    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => ShowAsync(Dimension.CallSite, Dimension.OfCallSites, cancellationToken);
}
