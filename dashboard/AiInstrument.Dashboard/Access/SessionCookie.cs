using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard.Access;

/// <summary>
/// The cookie of somebody who is signed in: not readable by scripts, not sent from other sites, gone after a day without use. It holds the session's secret; who that is and what
/// they may do is asked of the session at every request, so that a copy of the cookie ends with it.
/// </summary>
internal static class SessionCookie
{
    public const string Name = "aiinstrument.session";

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = Name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Cookie.IsEssential = true;
        options.ExpireTimeSpan = TimeSpan.FromHours(24);
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = AskSessionAsync;
        options.Events.OnRedirectToLogin = ToSignIn;
        options.Events.OnRedirectToAccessDenied = Refuse;
    }

    /// <summary>Gives a browser its cookie.</summary>
    /// <param name="context">The request.</param>
    /// <param name="session">The session's secret.</param>
    public static Task SignInAsync(HttpContext context, string session) =>
        context.SignInAsync(DashboardAuthentication.CookieScheme, DashboardAuthentication.SessionPrincipal(session));

    /// <summary>Ends the session and takes the cookie away.</summary>
    public static async Task SignOutAsync(HttpContext context, ISignIns signIns)
    {
        // Not from the signed-in user: the page is open to everybody, so that nobody may have asked for the cookie yet.
        var cookie = await context.AuthenticateAsync(DashboardAuthentication.CookieScheme).ConfigureAwait(false);
        if (cookie.Principal?.SessionSecret() is { } session)
        {
            await signIns.EndAsync(session, context.RequestAborted).ConfigureAwait(false);
        }

        await context.SignOutAsync(DashboardAuthentication.CookieScheme).ConfigureAwait(false);
    }

    private static async Task AskSessionAsync(CookieValidatePrincipalContext context)
    {
        var signIns = context.HttpContext.RequestServices.GetRequiredService<ISignIns>();
        if (context.Principal?.SessionSecret() is { } session
            && await signIns.VerifyAsync(session, context.HttpContext.RequestAborted).ConfigureAwait(false) is { } identity)
        {
            context.ReplacePrincipal(identity.ToPrincipal(DashboardAuthentication.CookieScheme, session));
        }
        else
        {
            context.RejectPrincipal();
        }
    }

    private static Task ToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        var services = context.HttpContext.RequestServices;
        SecurityHeaders.Apply(context.Response.Headers);
        var links = services.GetRequiredService<DashboardLinks>();
        context.Response.Redirect(QueryHelpers.AddQueryString(links.SignIn, "returnUrl", links.Current));
        return Task.CompletedTask;
    }

    private static Task Refuse(RedirectContext<CookieAuthenticationOptions> context)
    {
        SecurityHeaders.Apply(context.Response.Headers);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
