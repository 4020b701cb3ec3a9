using AiInstrument.Collector.Prices;
using AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;
using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Prices;
using AiInstrument.Dashboard.Routing;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Prices;

/// <summary>The prices of today: where each comes from and since when.</summary>
internal sealed class PricesModel(IPriceBooks books, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : PricePage(links, time, text)
{
    public PricesRequest Table { get; private set; } = null!;

    public ListedPrices Found { get; private set; } = null!;

    public Segments LayerChoice { get; private set; } = null!;

    public Pager Pager { get; private set; } = null!;

    /// <summary>A price in dollars, or a dash.</summary>
    public static string Rate(long? nanoUsd) => nanoUsd is { } price ? Money.UsdRate(price) : "–";

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Show("list");
        Table = Read(query => PricesRequest.Read(query, Time));
        Found = await books.ListAsync(Workspace, Table.ToPriceQuery(), cancellationToken).ConfigureAwait(false);
        Pager = new Pager(Table.Page, Table.PageSize, Found.Total, page => Links.Prices(Table with { Page = page }));
        LayerChoice = new Segments(Texts["Prices.Layer"], PricesRequest.Layers.Prepend(null).Select(layer => new Segment(
            layer is null ? Texts["Any"] : Texts["Prices.Layer." + char.ToUpperInvariant(layer[0]) + layer[1..]],
            Links.Prices(Table with { Layer = layer, Page = 1 }),
            layer == Table.Layer)));
    }
}
