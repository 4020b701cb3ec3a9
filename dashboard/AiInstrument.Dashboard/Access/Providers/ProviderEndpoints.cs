using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AiInstrument.Dashboard.Access.Providers;

/// <summary>
/// Sends people to a provider. By a link and not by a form, because the page's policy lets forms go nowhere else; nothing is changed by it, and the answer counts only in the
/// browser that asked (state and correlation cookie).
/// </summary>
internal static class ProviderEndpoints
{
    public static void MapSignInProviders(this IEndpointRouteBuilder endpoints, string prefix) =>
        endpoints.MapGet(prefix + "/signin/with/{provider}", Challenge).AllowAnonymous().ExcludeFromDescription();

    private static IResult Challenge(string provider, string? returnUrl, IEnumerable<SignInProvider> providers, DashboardLinks links, HttpContext context)
    {
        SecurityHeaders.Apply(context.Response.Headers);
        return providers.FirstOrDefault(known => known.Name == provider) is { } found
            ? Results.Challenge(new AuthenticationProperties { RedirectUri = links.Local(returnUrl) }, [found.Scheme])
            : Results.NotFound();
    }
}
