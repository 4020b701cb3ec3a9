using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Account;

/// <summary>Signs in whoever opens a link that the program that runs the server has made for them: once, and for a few minutes.</summary>
[OpenTo(PageAudience.Anyone)]
internal sealed class SignInLinkModel(ISignIns signIns, SignInLinks codes, SignInThrottle throttle, DashboardLinks links, IStringLocalizer<Text> text) : DashboardPage
{
    /// <summary>The resource key of why the link does not work.</summary>
    public string Failure { get; private set; } = "SignIn.LinkOver";

    public async Task<IActionResult> OnGetAsync(string? code, CancellationToken cancellationToken)
    {
        Title = text["SignIn.Title"];
        if (!string.IsNullOrEmpty(code) && !throttle.TryEnter(HttpContext.Connection.RemoteIpAddress))
        {
            Failure = "SignIn.TooMany";
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Page();
        }

        // Whoever asks without wanting the page, such as a preview of the link, does not use it up.
        if (!HttpMethods.IsGet(Request.Method) || !codes.TryUse(code))
        {
            Response.StatusCode = StatusCodes.Status410Gone;
            return Page();
        }

        await SessionCookie.SignInAsync(HttpContext, await signIns.AsAdminAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return LocalRedirect(links.Home);
    }
}
