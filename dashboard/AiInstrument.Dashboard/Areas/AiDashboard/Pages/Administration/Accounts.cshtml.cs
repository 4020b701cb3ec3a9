using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Routing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Administration;

/// <summary>All accounts with their roles, and invitations.</summary>
internal sealed class AccountsModel(IAccounts accounts, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : FormPage(time, text)
{
    public IReadOnlyList<UserAccount> All { get; private set; } = [];

    public AccountForm Form { get; private set; } = AccountForm.Empty;

    /// <summary>The name that was typed.</summary>
    public string? NewName { get; private set; }

    /// <summary>The code of who was invited just now.</summary>
    public Code? Invited { get; private set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync([FromForm] string? name, [FromForm] string? role, [FromForm] string? organizations, CancellationToken cancellationToken)
    {
        (NewName, Form) = (name, AccountForm.Read(role, organizations));
        var normalized = AccountRules.Normalize(name);
        if (!AccountRules.IsName(normalized))
        {
            Refuse("name", "Accounts.BadName");
        }

        foreach (var (field, key) in Form.Problems())
        {
            Refuse(field, key);
        }

        if (IsFine)
        {
            if (await accounts.InviteAsync(User.Actor(), normalized, Form.Role!.Value, Form.Ids, cancellationToken).ConfigureAwait(false) is { } code)
            {
                Invited = new Code("Accounts.Invited", normalized, code, "Accounts.Invited.About", $"{Request.Scheme}://{Request.Host}{links.Invitation}");
                (NewName, Form) = (null, AccountForm.Empty);
            }
            else
            {
                Refuse("name", "Accounts.NameTaken");
            }
        }

        await ShowAsync(cancellationToken).ConfigureAwait(false);
        return IsFine ? Page() : Again();
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        Show("accounts", Text["Nav.Accounts"], Text["Accounts.About"]);
        All = await accounts.ListAsync(Workspace, cancellationToken).ConfigureAwait(false);
    }
}
