using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Routing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Account;

/// <summary>One's own account: password and sessions. Whoever signed in with the admin's token makes an account here.</summary>
[OpenTo(PageAudience.Members)]
internal sealed class AccountModel(IAccounts accounts, ISignIns signIns, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : FormPage(time, text)
{
    /// <summary>The account; null for an admin's token.</summary>
    public UserAccount? Self { get; private set; }

    public IReadOnlyList<AccountSession> Sessions { get; private set; } = [];

    /// <summary>The name that was typed for a new account.</summary>
    public string? NewName { get; private set; }

    /// <summary>The resource key of what was done, or null.</summary>
    public string? Done { get; private set; }

    public async Task OnGetAsync(string? done, CancellationToken cancellationToken)
    {
        await ShowAsync(cancellationToken).ConfigureAwait(false);
        Done = done == "password" ? "Account.PasswordChanged" : null;
    }

    public async Task<IActionResult> OnPostPasswordAsync([FromForm] string? current, [FromForm] string? password, [FromForm] string? again, CancellationToken cancellationToken)
    {
        await ShowAsync(cancellationToken).ConfigureAwait(false);
        if (Self is not { } self)
        {
            return BadRequest();
        }

        CheckNew(password, again, self.Name);
        if (IsFine && !await accounts.ChangePasswordAsync(self.Id, current ?? "", password!, User.SessionId(), cancellationToken).ConfigureAwait(false))
        {
            Refuse("current", "Account.WrongPassword");
        }

        return IsFine ? LocalRedirect(links.Account + "?done=password") : Again();
    }

    public async Task<IActionResult> OnPostCreateAsync([FromForm] string? name, [FromForm] string? password, [FromForm] string? again, CancellationToken cancellationToken)
    {
        await ShowAsync(cancellationToken).ConfigureAwait(false);
        if (Self is not null || !User.May(PageAudience.Admins))
        {
            return BadRequest();
        }

        NewName = name;
        var normalized = AccountRules.Normalize(name);
        if (!AccountRules.IsName(normalized))
        {
            Refuse("name", "Accounts.BadName");
        }

        CheckNew(password, again, normalized);
        if (IsFine && !await accounts.CreateAsync(User.Actor(), normalized, password!, UserRole.Admin, cancellationToken).ConfigureAwait(false))
        {
            Refuse("name", "Accounts.NameTaken");
        }

        if (!IsFine)
        {
            return Again();
        }

        await SessionCookie.SignOutAsync(HttpContext, signIns).ConfigureAwait(false);
        if (await signIns.WithPasswordAsync(normalized, password!, cancellationToken).ConfigureAwait(false) is { } session)
        {
            await SessionCookie.SignInAsync(HttpContext, session).ConfigureAwait(false);
        }

        return LocalRedirect(links.Account);
    }

    public async Task<IActionResult> OnPostEndAsync([FromForm] long? session, CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } self)
        {
            return BadRequest();
        }

        // Without one: all others.
        await signIns.EndAsync(self, session, session is null ? User.SessionId() : null, cancellationToken).ConfigureAwait(false);
        return LocalRedirect(links.Account);
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        Show("account", Text["Account.Title"], Text["Account.About"]);
        if (User.UserId() is { } self)
        {
            Self = await accounts.FindAsync(Workspace, self, cancellationToken).ConfigureAwait(false);
            Sessions = await signIns.ListAsync(self, cancellationToken).ConfigureAwait(false);
        }
    }

    private void CheckNew(string? password, string? again, string name)
    {
        if (!AccountRules.IsPassword(password, name))
        {
            Refuse("password", "Account.BadPassword");
        }
        else if (password != again)
        {
            Refuse("again", "Account.NotTheSame");
        }
    }
}
