using AiInstrument.Collector.Prices;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Formatting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard.Preferences;

/// <summary>Sets the currency of a page: the one that its address names, else the reader's choice, else dollars.</summary>
internal sealed class CurrencyFilter : IAsyncResourceFilter
{
    private static readonly object Rates = new();

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (http.User.Identity is { IsAuthenticated: true, AuthenticationType: DashboardAuthentication.CookieScheme })
        {
            var rates = await http.RequestServices.GetRequiredService<ICurrencies>().ListAsync(http.User.WorkspaceId(), http.RequestAborted).ConfigureAwait(false);
            http.Items[Rates] = rates;
            var wanted = http.Request.Query[AddressChoices.Currency].ToString() is { Length: > 0 } named ? named : http.Request.Cookies[DisplayCurrency.Cookie];
            DisplayCurrency.Current = new DisplayCurrency(rates.FirstOrDefault(rate => rate.Code.Equals(wanted, StringComparison.OrdinalIgnoreCase)));
        }

        await next().ConfigureAwait(false);
    }

    /// <summary>The rates that the reader may choose from.</summary>
    public static IReadOnlyList<CurrencyRate> Offered(HttpContext context) => context.Items[Rates] as IReadOnlyList<CurrencyRate> ?? [];
}
