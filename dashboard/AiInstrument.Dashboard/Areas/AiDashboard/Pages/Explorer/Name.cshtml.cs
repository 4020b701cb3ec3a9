using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Explorer;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Explorer;

/// <summary>The page of one feature, route, model, organization and so on.</summary>
[OpenTo(PageAudience.Members)]
internal sealed class NameModel(NameReader names, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : NamePage(names, links, time, text)
{
    public Task<IActionResult> OnGetAsync(string dimension, CancellationToken cancellationToken) => ShowAsync(Dimension.FromSlug(dimension)!, Dimension.All, cancellationToken);
}
