using AiInstrument.Collector.Views;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Records;

/// <summary>Saved lists of records: one's own, and those that others share with the workspace.</summary>
[OpenTo(PageAudience.Members)]
internal sealed class ViewsModel(ISavedViews views, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : FormPage(time, text)
{
    private readonly TimeProvider _time = time;

    public IReadOnlyList<SavedView> All { get; private set; } = [];

    /// <summary>The list that is being saved, when something was wrong with its form; null otherwise.</summary>
    public string? Query { get; private set; }

    /// <summary>The view that is being renamed, when something was wrong with its form; null otherwise.</summary>
    public int? Renaming { get; private set; }

    /// <summary>The name that was typed.</summary>
    public string Named { get; private set; } = "";

    public Task OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    public async Task<IActionResult> OnPostSaveAsync([FromForm] string? name, [FromForm] string? query, [FromForm] bool share, [FromForm] bool start, CancellationToken cancellationToken)
    {
        (Named, Query) = (name?.Trim() ?? "", query ?? "");
        CheckName();
        var reader = new QueryReader(new QueryCollection(QueryHelpers.ParseQuery(Query)));
        var list = RecordsRequest.Read(reader, _time).ViewQuery;
        if (Query.Length == 0 || reader.Problems.Count > 0 || list.Length > ISavedViews.MostQueryChars)
        {
            Refuse("name", "Views.Wrong.List");
        }

        if (IsFine && await views.SaveAsync(User.ViewReader(), Named, list, share, cancellationToken).ConfigureAwait(false) is { } id)
        {
            if (start)
            {
                await views.SetDefaultAsync(User.ViewReader(), id, cancellationToken).ConfigureAwait(false);
            }

            return LocalRedirect(links.View(id));
        }

        if (IsFine)
        {
            Refuse("name", "Views.Wrong.TooMany");
        }

        await ShowAsync(cancellationToken).ConfigureAwait(false);
        return Again();
    }

    public async Task<IActionResult> OnPostRenameAsync([FromForm] int id, [FromForm] string? name, CancellationToken cancellationToken)
    {
        (Named, Renaming) = (name?.Trim() ?? "", id);
        CheckName();
        if (IsFine)
        {
            if (await views.FindAsync(User.ViewReader(), id, cancellationToken).ConfigureAwait(false) is not { IsOwn: true })
            {
                return NotFound();
            }

            if (await views.RenameAsync(User.ViewReader(), id, Named, cancellationToken).ConfigureAwait(false))
            {
                return LocalRedirect(links.Views);
            }

            Refuse("name", "Views.Wrong.Taken");
        }

        await ShowAsync(cancellationToken).ConfigureAwait(false);
        return Again();
    }

    public async Task<IActionResult> OnPostShareAsync([FromForm] int id, [FromForm] bool share, CancellationToken cancellationToken) =>
        Changed(await views.ShareAsync(User.ViewReader(), id, share, cancellationToken).ConfigureAwait(false));

    public async Task<IActionResult> OnPostDeleteAsync([FromForm] int id, CancellationToken cancellationToken) =>
        Changed(await views.DeleteAsync(User.ViewReader(), id, cancellationToken).ConfigureAwait(false));

    public async Task<IActionResult> OnPostStartAsync([FromForm] int? id, CancellationToken cancellationToken) =>
        Changed(await views.SetDefaultAsync(User.ViewReader(), id, cancellationToken).ConfigureAwait(false));

    private ActionResult Changed(bool done) => done ? LocalRedirect(links.Views) : NotFound();

    private void CheckName()
    {
        if (Named.Length is 0 or > ISavedViews.MostNameChars)
        {
            Refuse("name", "Views.Wrong.Name");
        }
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        Show("records", Text["Views"], Text["Views.About"]);
        All = await views.ListAsync(User.ViewReader(), cancellationToken).ConfigureAwait(false);
    }
}
