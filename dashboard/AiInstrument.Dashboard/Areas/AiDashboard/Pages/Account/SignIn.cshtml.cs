using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Access.Providers;
using AiInstrument.Dashboard.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Account;

/// <summary>Signs people in by name and password or by a provider, and an admin by token. Secrets travel in the form's body alone: an address would be logged and kept.</summary>
[OpenTo(PageAudience.Anyone)]
internal sealed class SignInModel(
    ISignIns signIns, IAccounts accounts, IEnumerable<SignInProvider> providers, SignInThrottle throttle, DashboardLinks links, IStringLocalizer<Text> text) : DashboardPage
{
    public string ReturnUrl { get; private set; } = "";

    /// <summary>The name that was typed.</summary>
    public string? Name { get; private set; }

    /// <summary>Whether there is an account to sign in with.</summary>
    public bool HasAccounts { get; private set; }

    /// <summary>What people may sign in with besides a password.</summary>
    public IEnumerable<SignInProvider> Providers => providers;

    /// <summary>The resource key of why the last attempt failed, or null.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether the last attempt was one with a token.</summary>
    public bool ByToken { get; private set; }

    public Task OnGetAsync(string? returnUrl, string? failure, CancellationToken cancellationToken)
    {
        Failure = ProviderEvents.Failures.Contains(failure) ? "SignIn.Provider." + failure : null;
        return ShowAsync(returnUrl, cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? name, [FromForm] string? password, [FromForm] string? token, [FromForm] string? returnUrl, CancellationToken cancellationToken)
    {
        await ShowAsync(returnUrl, cancellationToken).ConfigureAwait(false);
        Name = name;
        ByToken = !string.IsNullOrWhiteSpace(token);
        if (!throttle.TryEnter(HttpContext.Connection.RemoteIpAddress))
        {
            return Refuse("SignIn.TooMany", StatusCodes.Status429TooManyRequests);
        }

        var session = ByToken
            ? await signIns.WithTokenAsync(token!.Trim(), cancellationToken).ConfigureAwait(false)
            : await signIns.WithPasswordAsync(name ?? "", password ?? "", cancellationToken).ConfigureAwait(false);
        if (session is null)
        {
            return Refuse(ByToken || !HasAccounts ? "SignIn.Wrong" : "SignIn.WrongPassword", StatusCodes.Status401Unauthorized);
        }

        await SessionCookie.SignInAsync(HttpContext, session).ConfigureAwait(false);
        return LocalRedirect(ReturnUrl);
    }

    public async Task<IActionResult> OnPostSignOutAsync()
    {
        await SessionCookie.SignOutAsync(HttpContext, signIns).ConfigureAwait(false);
        return LocalRedirect(links.SignIn);
    }

    private async Task ShowAsync(string? returnUrl, CancellationToken cancellationToken)
    {
        Title = text["SignIn.Title"];
        ReturnUrl = links.Local(returnUrl);
        HasAccounts = await accounts.HasAnyAsync(cancellationToken).ConfigureAwait(false);
    }

    private PageResult Refuse(string failure, int status)
    {
        Failure = failure;
        Response.StatusCode = status;
        return Page();
    }
}
