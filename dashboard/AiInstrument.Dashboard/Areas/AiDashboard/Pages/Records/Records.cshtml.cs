using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Collector.Views;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Records;

/// <summary>The records behind the figures: filtered, searched, sorted, in pages, with the sums of all pages.</summary>
[OpenTo(PageAudience.Members)]
internal sealed class RecordsModel(IUsageQueries queries, ISavedViews views, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    private static readonly IReadOnlyList<Dimension> First = [Dimension.Feature, Dimension.Model, Dimension.EntryPoint];

    public RecordsRequest Table { get; private set; } = null!;

    public RecordPage Found { get; private set; } = new([], 0, new UsageTotals());

    public Pager Pager { get; private set; } = null!;

    public FilterForm Form { get; private set; } = null!;

    /// <summary>The reader's views, and those that are shared with them.</summary>
    public IReadOnlyList<SavedView> Views { get; private set; } = [];

    /// <param name="view">A saved view, whose list is shown.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IActionResult> OnGetAsync(int? view, CancellationToken cancellationToken)
    {
        // A list that is asked for by no word begins with the reader's own.
        if ((view is { } id ? await views.FindAsync(User.ViewReader(), id, cancellationToken).ConfigureAwait(false)
            : Request.Query.Count == 0 ? await views.FindDefaultAsync(User.ViewReader(), cancellationToken).ConfigureAwait(false)
            : null) is { } saved)
        {
            return LocalRedirect(links.ViewedRecords(saved.Query));
        }

        await ShowAsync(cancellationToken).ConfigureAwait(false);
        if (view is not null)
        {
            ViewMissing = true;
            Response.StatusCode = StatusCodes.Status404NotFound;
        }

        return Page();
    }

    /// <summary>The view that was asked for is not there, or not for the reader.</summary>
    public bool ViewMissing { get; private set; }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        Section = "records";
        Title = text["Nav.Records"];
        About = text["Records.About"];
        Table = Read(query => RecordsRequest.Read(query, time));
        Scope = Table.Scope;
        Live = LiveLine.Records(Table);
        Found = await queries.GetRecordsAsync(Workspace, Table.ToRecordQuery(), cancellationToken).ConfigureAwait(false);
        Pager = new Pager(Table.Page, Table.PageSize, Found.SortedAmong ?? Found.TotalCount, page => links.Records(Table.AtStart with { Page = page }))
        {
            IsOpen = !Found.CountIsExact,
            Previous = Found.Previous is { } previous ? links.Records(Table with { Back = previous, After = null, Page = Math.Max(1, Table.Page - 1) }) : null,
            Next = Found.Next is { } next ? links.Records(Table with { After = next, Back = null, Page = Table.Page + 1 }) : null,
        };
        Views = await views.ListAsync(User.ViewReader(), cancellationToken).ConfigureAwait(false);
        Chips = RecordChips.Of(Table, links, text);
        Form = await ReadFormAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<FilterForm> ReadFormAsync(CancellationToken cancellationToken)
    {
        var first = await FilterForm.DimensionsAsync(queries, Workspace, Table.Scope, First, text, cancellationToken).ConfigureAwait(false);
        var more = await FilterForm.DimensionsAsync(queries, Workspace, Table.Scope, Dimension.All.Except(First), text, cancellationToken).ConfigureAwait(false);
        return new FilterForm(
            text["Records.Filter"],
            links.Records(new RecordsRequest(Table.Scope with { Filter = UsageFilter.None })),
            [
                new("search", text["Records.Search"], Table.Search) { Mode = "search", Hint = text["Records.Search.Hint"] },
                new("status", text["Column.Status"], Table.Status) { Choices = [.. RecordsRequest.Statuses.Select(status => KeyValuePair.Create(status, text["Status." + status].Value))] },
                .. first,
            ],
            [.. more, .. FilterForm.Narrowings(Table.Narrowing, text)],
            Table.ToQuery())
        {
            Tick = ("uncounted", text["Records.Uncounted"], text["Records.Uncounted.Title"], Table.IncludeUncounted),
        };
    }
}
