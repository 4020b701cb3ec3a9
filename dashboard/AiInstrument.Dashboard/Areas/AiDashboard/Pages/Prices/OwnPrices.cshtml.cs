using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Pricing;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Prices;
using AiInstrument.Dashboard.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Prices;

/// <summary>A workspace's own prices, discounts and names for other models.</summary>
internal sealed class OwnPricesModel(IPriceBooks books, IRepricing repricing, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : PricePage(links, time, text)
{
    public IReadOnlyList<PriceOverride> Own { get; private set; } = [];

    public IReadOnlyList<RepricingRun> Runs { get; private set; } = [];

    public PriceForm Form { get; private set; } = null!;

    /// <summary>The one that is asked about before it goes, or null.</summary>
    public PriceOverride? Removing { get; private set; }

    /// <summary>What an override sets, in a few words.</summary>
    public string What(PriceOverride own) => own switch
    {
        { DiscountPercent: { } percent } => Texts["OwnPrices.Discount", TypedNumber.Write(percent)],
        { SameAs: { } other } => Texts["OwnPrices.Same", other.Provider, other.Model],
        _ => string.Join(", ", own.Tiers![PriceVersion.DefaultTier].Kinds().Select(kind => $"{Texts["Price." + kind.Key].Value} {Money.UsdRate(kind.Value)}")),
    };

    public async Task<IActionResult> OnGetAsync(int? id, bool remove, CancellationToken cancellationToken)
    {
        await ShowAsync(cancellationToken).ConfigureAwait(false);
        if (id is { } wanted)
        {
            if (Own.FirstOrDefault(own => own.Id == wanted) is not { } own)
            {
                return NotFound();
            }

            Removing = remove ? own : null;
            Form = PriceForm.Of(own);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] int? id, [FromForm] bool remove, [FromForm] bool reprice, CancellationToken cancellationToken)
    {
        if (remove)
        {
            return await books.RemoveOverrideAsync(User.Actor(), id ?? 0, cancellationToken).ConfigureAwait(false) ? LocalRedirect(Links.OwnPrices()) : NotFound();
        }

        await ShowAsync(cancellationToken).ConfigureAwait(false);
        var changed = id is null ? null : Own.FirstOrDefault(own => own.Id == id);
        if (id is not null && changed is null)
        {
            return NotFound();
        }

        Form = PriceForm.Read(Request.Form, changed);
        if (await Form.SaveAsync(books, User.Actor(), cancellationToken).ConfigureAwait(false) is not { } saved)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        if (reprice)
        {
            await repricing.StartAsync(User.Actor(), saved.Provider, saved.Pattern, cancellationToken).ConfigureAwait(false);
        }

        return LocalRedirect(Links.OwnPrices());
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        Show("own");
        Form = PriceForm.New(Today);
        Own = await books.OverridesAsync(Workspace, cancellationToken).ConfigureAwait(false);
        Runs = await repricing.RunsAsync(Workspace, cancellationToken).ConfigureAwait(false);
    }
}
