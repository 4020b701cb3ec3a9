using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Routing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Administration;

/// <summary>One account: what it may do, whether it may sign in, and a new password.</summary>
internal sealed class PersonModel(IAccounts accounts, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : FormPage(time, text)
{
    public UserAccount? Found { get; private set; }

    public AccountForm Form { get; private set; } = AccountForm.Empty;

    /// <summary>Whether it is one's own: then role and state stay, so that nobody locks everybody out by a slip.</summary>
    public bool IsSelf => Found?.Id == User.UserId();

    /// <summary>The code of a password that was reset just now.</summary>
    public Code? Reset { get; private set; }

    /// <summary>Whether changes were kept just now.</summary>
    public bool Saved { get; private set; }

    public async Task<IActionResult> OnGetAsync(int id, bool saved, CancellationToken cancellationToken)
    {
        Saved = saved;
        return await ShowAsync(id, cancellationToken).ConfigureAwait(false) ? Page() : Missing();
    }

    public async Task<IActionResult> OnPostAsync(int id, [FromForm] string? role, [FromForm] string? organizations, CancellationToken cancellationToken)
    {
        if (!await ShowAsync(id, cancellationToken).ConfigureAwait(false))
        {
            return Missing();
        }

        Form = AccountForm.Read(role, organizations);
        foreach (var (field, key) in Form.Problems())
        {
            Refuse(field, key);
        }

        if (IsSelf && Form.Role != Found!.Role)
        {
            Refuse("role", "Accounts.NotYourself");
        }

        if (!IsFine)
        {
            return Again();
        }

        await accounts.ChangeAsync(User.Actor(), id, Form.Role!.Value, Form.Ids, Found!.Active, cancellationToken).ConfigureAwait(false);
        return LocalRedirect(links.Person(id) + "?saved=true");
    }

    public async Task<IActionResult> OnPostActiveAsync(int id, [FromForm] bool active, CancellationToken cancellationToken)
    {
        if (!await ShowAsync(id, cancellationToken).ConfigureAwait(false))
        {
            return Missing();
        }

        if (IsSelf)
        {
            Refuse("active", "Accounts.NotYourself");
            return Again();
        }

        await accounts.ChangeAsync(User.Actor(), id, Found!.Role, Found.Organizations, active, cancellationToken).ConfigureAwait(false);
        return LocalRedirect(links.Person(id) + "?saved=true");
    }

    public async Task<IActionResult> OnPostResetAsync(int id, CancellationToken cancellationToken)
    {
        if (await accounts.ResetPasswordAsync(User.Actor(), id, cancellationToken).ConfigureAwait(false) is not { } code
            || !await ShowAsync(id, cancellationToken).ConfigureAwait(false))
        {
            await ShowAsync(id, cancellationToken).ConfigureAwait(false);
            return Missing();
        }

        Reset = new Code("Accounts.Reset.Done", Found!.Name, code, "Accounts.Invited.About", $"{Request.Scheme}://{Request.Host}{links.Invitation}");
        return Page();
    }

    private async Task<bool> ShowAsync(int id, CancellationToken cancellationToken)
    {
        Found = await accounts.FindAsync(Workspace, id, cancellationToken).ConfigureAwait(false);
        Show("accounts", Found?.Name ?? Text["Problem.NotFound"]);
        Form = Found is null ? Form : AccountForm.Of(Found);
        return Found is not null;
    }

    private NotFoundResult Missing() => NotFound();
}
