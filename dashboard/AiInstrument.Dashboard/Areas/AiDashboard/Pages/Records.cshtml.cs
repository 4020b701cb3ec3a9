using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages;

/// <summary>The records behind the figures: filtered, searched, sorted, in pages, with the sums of all pages.</summary>
[OpenTo(PageAudience.Members)]
internal sealed class RecordsModel(IUsageQueries queries, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    private static readonly IReadOnlyList<Dimension> First = [Dimension.Feature, Dimension.Model, Dimension.EntryPoint];

    public RecordsRequest Table { get; private set; } = null!;

    public RecordPage Found { get; private set; } = new([], 0, new UsageTotals());

    public Pager Pager { get; private set; } = null!;

    public FilterForm Form { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Section = "records";
        Title = text["Nav.Records"];
        About = text["Records.About"];
        Table = Read(query => RecordsRequest.Read(query, time));
        Scope = Table.Scope;
        Found = await queries.GetRecordsAsync(Workspace, Table.ToRecordQuery(), cancellationToken).ConfigureAwait(false);
        Pager = new Pager(Table.Page, Table.PageSize, Found.SortedAmong ?? Found.TotalCount, page => links.Records(Table with { Page = page }));
        Chips = [.. NarrowingChips()];
        Form = await ReadFormAsync(cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<FilterChip> NarrowingChips() =>
        from narrowing in Narrowing.All
        let value = narrowing.Get(Table.Narrowing)
        where value is not null
        select new FilterChip(
            text[narrowing.Key],
            narrowing.Kind == NarrowingKind.Flag ? text[value == "true" ? "Yes" : "No"] : value,
            links.WithoutParameter(narrowing.Parameter));

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
