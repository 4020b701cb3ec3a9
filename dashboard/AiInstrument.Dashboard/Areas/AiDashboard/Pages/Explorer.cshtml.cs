using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Charts;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages;

/// <summary>Usage by any one dimension: the page of features, routes, models, organizations and so on.</summary>
[OpenTo(PageAudience.Members)]
internal sealed class ExplorerModel(IUsageQueries queries, ChartReader charts, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    public Dimension Dimension { get; private set; } = Dimension.Feature;

    public ExplorerRequest Table { get; private set; } = null!;

    public UsageTotals Totals { get; private set; } = new();

    public ChartModel Chart { get; private set; } = null!;

    public IReadOnlyList<UsageGroup> Groups { get; private set; } = [];

    /// <summary>Percentiles of the groups by name, empty for none; nothing for who made the calls.</summary>
    public IReadOnlyDictionary<string, DurationQuality?> Durations { get; private set; } = new Dictionary<string, DurationQuality?>(StringComparer.Ordinal);

    public int GroupCount { get; private set; }

    public Pager Pager { get; private set; } = null!;

    public async Task OnGetAsync(string dimension, CancellationToken cancellationToken)
    {
        Dimension = Dimension.FromSlug(dimension)!;
        Section = Dimension.Slug;
        Title = text[Dimension.PluralKey];
        About = text[Dimension.AboutKey];
        Table = Read(query => ExplorerRequest.Read(query, time));
        Scope = Table.Scope;
        Totals = await queries.GetTotalsAsync(Workspace, Scope.Window, Scope.Filter, cancellationToken).ConfigureAwait(false);
        var groups = await queries.GetBreakdownAsync(Workspace, Scope.Window, Scope.Filter, Dimension.Kind, cancellationToken).ConfigureAwait(false);
        GroupCount = groups.Count;
        var found = Table.Arrange(groups);
        Groups = [.. found.Skip((Table.Page - 1) * ExplorerRequest.PageSize).Take(ExplorerRequest.PageSize)];
        Pager = new Pager(Table.Page, ExplorerRequest.PageSize, found.Count, page => links.Explore(Dimension, Table with { Page = page }));
        var quality = await queries.GetQualityByAsync(Workspace, Scope.Window, Scope.Filter, Dimension.Kind, cancellationToken).ConfigureAwait(false);
        Durations = quality.ToDictionary(group => group.Name ?? "", group => group.Quality.Durations, StringComparer.Ordinal);
        Chart = await charts.ReadAsync(Workspace, Scope, Dimension, Measure.Find(name: null, Totals), cancellationToken).ConfigureAwait(false);
    }
}
