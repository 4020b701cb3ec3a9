using AiInstrument.Collector.Prices;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Prices;
using AiInstrument.Dashboard.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Prices;

/// <summary>The rates by which amounts are shown in other currencies.</summary>
internal sealed class CurrenciesModel(ICurrencies currencies, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : PricePage(links, time, text)
{
    public IReadOnlyList<CurrencyRate> Rates { get; private set; } = [];

    public string Code { get; private set; } = "";

    public string Rate { get; private set; } = "";

    /// <summary>The key of what is wrong with the code, or null.</summary>
    public string? CodeError { get; private set; }

    /// <summary>The key of what is wrong with the rate, or null.</summary>
    public string? RateError { get; private set; }

    public async Task OnGetAsync(string? code, CancellationToken cancellationToken)
    {
        await ShowAsync(cancellationToken).ConfigureAwait(false);
        if (Rates.FirstOrDefault(rate => rate.Code == code) is { } known)
        {
            (Code, Rate) = (known.Code, TypedNumber.Write(known.PerUsd));
        }
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? code, [FromForm] string? rate, [FromForm] bool remove, CancellationToken cancellationToken)
    {
        if (remove)
        {
            return await currencies.RemoveAsync(User.Actor(), code ?? "", cancellationToken).ConfigureAwait(false) ? LocalRedirect(Links.Currencies()) : NotFound();
        }

        try
        {
            await currencies.SaveAsync(User.Actor(), code ?? "", TypedNumber.Read(rate) ?? 0, cancellationToken).ConfigureAwait(false);
            return LocalRedirect(Links.Currencies());
        }
        catch (ArgumentException e)
        {
            await ShowAsync(cancellationToken).ConfigureAwait(false);
            (Code, Rate) = (code ?? "", rate ?? "");
            (CodeError, RateError) = e.ParamName == "code" ? ("Currencies.Code.Wrong", null) : ((string?)null, "Currencies.Rate.Wrong");
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        Show("currencies");
        Rates = await currencies.ListAsync(Workspace, cancellationToken).ConfigureAwait(false);
    }
}
