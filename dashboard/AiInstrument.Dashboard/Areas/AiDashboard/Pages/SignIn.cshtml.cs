using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Routing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages;

/// <summary>Signs an admin in by token. The token travels in the form's body alone: an address would be logged and kept.</summary>
internal sealed class SignInModel(IAccessStore access, SignInThrottle throttle, DashboardLinks links, IStringLocalizer<Text> text) : DashboardPage
{
    public string ReturnUrl { get; private set; } = "";

    /// <summary>The resource key of why the last attempt failed, or null.</summary>
    public string? Failure { get; private set; }

    public void OnGet(string? returnUrl) => Show(returnUrl);

    public async Task<IActionResult> OnPostAsync([FromForm] string? token, [FromForm] string? returnUrl, CancellationToken cancellationToken)
    {
        Show(returnUrl);
        if (!throttle.TryEnter(HttpContext.Connection.RemoteIpAddress))
        {
            return Refuse("SignIn.TooMany", StatusCodes.Status429TooManyRequests);
        }

        if (string.IsNullOrWhiteSpace(token) || await access.VerifyAdminTokenAsync(token.Trim(), cancellationToken).ConfigureAwait(false) is not { } admin)
        {
            return Refuse("SignIn.Wrong", StatusCodes.Status401Unauthorized);
        }

        await HttpContext.SignInAsync(DashboardAuthentication.CookieScheme, admin.ToPrincipal()).ConfigureAwait(false);
        return LocalRedirect(ReturnUrl);
    }

    public async Task<IActionResult> OnPostSignOutAsync()
    {
        await HttpContext.SignOutAsync(DashboardAuthentication.CookieScheme).ConfigureAwait(false);
        return LocalRedirect(links.SignIn);
    }

    private void Show(string? returnUrl)
    {
        Title = text["SignIn.Title"];
        ReturnUrl = Url.IsLocalUrl(returnUrl) ? returnUrl : links.Home;
    }

    private PageResult Refuse(string failure, int status)
    {
        Failure = failure;
        Response.StatusCode = status;
        return Page();
    }
}
