using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Account;

/// <summary>Takes a code that an admin has handed over, and lets its person choose a password. The code is typed: an address would be logged and kept.</summary>
[OpenTo(PageAudience.Anyone)]
internal sealed class InvitationModel(IAccounts accounts, ISignIns signIns, SignInThrottle throttle, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : FormPage(time, text)
{
    /// <summary>The resource key of why the last attempt was not looked at, or null.</summary>
    public string? Failure { get; private set; }

    public void OnGet() => Title = Text["Invitation.Title"];

    public async Task<IActionResult> OnPostAsync([FromForm] string? code, [FromForm] string? password, [FromForm] string? again, CancellationToken cancellationToken)
    {
        Title = Text["Invitation.Title"];
        if (!throttle.TryEnter(HttpContext.Connection.RemoteIpAddress))
        {
            Failure = "SignIn.TooMany";
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Page();
        }

        if (await accounts.FindInvitedAsync(code ?? "", cancellationToken).ConfigureAwait(false) is not { } name)
        {
            Refuse("code", "Invitation.Wrong");
            return Again();
        }

        if (!AccountRules.IsPassword(password, name))
        {
            Refuse("password", "Account.BadPassword");
        }
        else if (password != again)
        {
            Refuse("again", "Account.NotTheSame");
        }
        else if (await accounts.AcceptAsync(code!, password!, cancellationToken).ConfigureAwait(false) is null)
        {
            Refuse("code", "Invitation.Wrong");
        }
        else if (await signIns.WithPasswordAsync(name, password!, cancellationToken).ConfigureAwait(false) is { } session)
        {
            await SessionCookie.SignInAsync(HttpContext, session).ConfigureAwait(false);
            return LocalRedirect(links.Home);
        }
        else
        {
            // The name is locked after failures: the password is set, and works when the lock is over.
            return LocalRedirect(links.SignIn);
        }

        return Again();
    }
}
