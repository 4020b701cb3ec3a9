using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Routing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Administration;

/// <summary>API keys: made with what they may do, shown once, refused at once when revoked.</summary>
internal sealed class KeysModel(IApiKeys keys, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : FormPage(time, text)
{
    /// <summary>What a key may be made for, in the order of the form.</summary>
    public static IReadOnlyList<ApiKeyScopes> Scopes { get; } = [.. Enum.GetValues<ApiKeyScopes>().Where(scope => scope != ApiKeyScopes.None)];

    public IReadOnlyList<ApiKeyInfo> All { get; private set; } = [];

    /// <summary>The name that was typed.</summary>
    public string? NewName { get; private set; }

    /// <summary>The scopes that were chosen.</summary>
    public ApiKeyScopes Chosen { get; private set; } = ApiKeyScopes.Ingest;

    /// <summary>The key that was made just now.</summary>
    public Code? Made { get; private set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync([FromForm] string? name, [FromForm] string[]? scopes, CancellationToken cancellationToken)
    {
        NewName = name?.Trim();
        Chosen = Scopes.Where(scope => scopes?.Contains(scope.ToString(), StringComparer.Ordinal) == true).Aggregate(ApiKeyScopes.None, (all, scope) => all | scope);
        if (string.IsNullOrEmpty(NewName))
        {
            Refuse("name", "Keys.NoName");
        }

        if (Chosen == ApiKeyScopes.None)
        {
            Refuse("scopes", "Keys.NoScope");
        }

        if (IsFine)
        {
            Made = new Code("Keys.Made", NewName!, await keys.CreateAsync(User.Actor(), NewName!, Chosen, cancellationToken).ConfigureAwait(false), "Keys.Made.About");
            NewName = null;
        }

        await ShowAsync(cancellationToken).ConfigureAwait(false);
        return IsFine ? Page() : Again();
    }

    public async Task<IActionResult> OnPostRevokeAsync([FromForm] int id, CancellationToken cancellationToken)
    {
        await keys.RevokeAsync(User.Actor(), id, cancellationToken).ConfigureAwait(false);
        return LocalRedirect(links.Keys);
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        Show("keys", Text["Nav.Keys"], Text["Keys.About"]);
        All = await keys.ListAsync(Workspace, cancellationToken).ConfigureAwait(false);
    }
}
