using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages;

/// <summary>The records behind the figures: filtered, searched, sorted, in pages, with the sums of all pages.</summary>
[OpenTo(PageAudience.Members)]
internal sealed class RecordsModel(IUsageQueries queries, DimensionChoices choices, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    private static readonly IReadOnlyList<Dimension> Selectable = [Dimension.Feature, Dimension.Model, Dimension.EntryPoint];

    public RecordsRequest Table { get; private set; } = null!;

    public RecordPage Found { get; private set; } = new([], 0, new UsageTotals());

    public Pager Pager { get; private set; } = null!;

    /// <summary>The dimensions that the form offers, each with the values of the window.</summary>
    public IReadOnlyList<DimensionChoice> Choices { get; private set; } = [];

    /// <summary>What the form passes on unchanged.</summary>
    public IEnumerable<KeyValuePair<string, string>> Kept
    {
        get
        {
            var fields = Selectable.Select(dimension => dimension.Parameter).Concat(["search", "status", "uncounted", "before", "page"]).ToHashSet();
            return Table.ToQuery().Where(pair => !fields.Contains(pair.Key));
        }
    }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Section = "records";
        Title = text["Nav.Records"];
        About = text["Records.About"];
        Table = Read(query => RecordsRequest.Read(query, time));
        Scope = Table.Scope;
        Found = await queries.GetRecordsAsync(Workspace, Table.ToRecordQuery(), cancellationToken).ConfigureAwait(false);
        Pager = new Pager(Table.Page, Table.PageSize, Found.SortedAmong ?? Found.TotalCount, page => links.Records(Table with { Page = page }));
        Choices = await choices.ReadAsync(Workspace, Scope, Selectable, cancellationToken).ConfigureAwait(false);
    }
}
