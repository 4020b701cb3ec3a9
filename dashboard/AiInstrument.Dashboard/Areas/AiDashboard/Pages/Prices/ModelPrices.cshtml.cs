using AiInstrument.Collector.Prices;
using AiInstrument.Dashboard.Routing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Prices;

/// <summary>Every price of one name over time.</summary>
internal sealed class ModelPricesModel(IPriceBooks books, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : PricePage(links, time, text)
{
    public IReadOnlyList<ListedPrice> Versions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? provider, string? model, CancellationToken cancellationToken)
    {
        Show("list");
        Versions = await books.FindAsync(Workspace, provider ?? "", model ?? "", cancellationToken).ConfigureAwait(false);
        Title = $"{provider} {model}";
        About = null;
        return Versions.Count == 0 ? NotFound() : Page();
    }
}
