using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard.Access;

/// <summary>The cookie of a signed-in admin: not readable by scripts, not sent from other sites, gone after a day without use.</summary>
internal static class AdminCookie
{
    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "aiinstrument.admin";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Cookie.IsEssential = true;
        options.ExpireTimeSpan = TimeSpan.FromHours(24);
        options.SlidingExpiration = true;
        options.Events.OnRedirectToLogin = ToSignIn;
        options.Events.OnRedirectToAccessDenied = ToSignIn;
    }

    private static Task ToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        var services = context.HttpContext.RequestServices;
        SecurityHeaders.Apply(context.Response.Headers);
        var links = services.GetRequiredService<DashboardLinks>();
        context.Response.Redirect(QueryHelpers.AddQueryString(links.SignIn, "returnUrl", links.Current));
        return Task.CompletedTask;
    }
}
