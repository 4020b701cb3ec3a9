using System.Globalization;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;
using AiInstrument.Dashboard.Charts;
using AiInstrument.Dashboard.Explorer;
using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Prices;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Explorer;

/// <summary>The table of a dimension's names: sorted, searched, filtered, compared with another period.</summary>
internal abstract class ExplorerPage(ExplorerReader explorer, ChartReader charts, IUsageQueries queries, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    private const int MonthsOffered = 12;

    public Dimension Dimension { get; private set; } = Dimension.Feature;

    public ExplorerRequest Asked { get; private set; } = null!;

    public ExplorerTable Table { get; private set; } = null!;

    public ChartModel Chart { get; private set; } = null!;

    public FilterForm Form { get; private set; } = null!;

    public Pager Pager { get; private set; } = null!;

    /// <summary>The same filter over the days that are compared with; null when none are.</summary>
    public UsageScope? ScopeBefore => Asked.Other is { } other ? Asked.Scope with { Window = other } : null;

    /// <inheritdoc/>
    public override bool OffersOrganizations => Dimension != Dimension.CallSite;

    protected async Task ShowAsync(Dimension dimension, IReadOnlyList<Dimension> filters, CancellationToken cancellationToken)
    {
        Dimension = dimension;
        Section = dimension.Slug;
        Title = text[dimension.PluralKey];
        About = text[dimension.AboutKey];
        Asked = Read(query => ExplorerRequest.Read(query, time, filters));
        Scope = Asked.Scope;
        Live = LiveLine.Figures(Scope, time);
        Table = await explorer.ReadAsync(Workspace, dimension, Asked, cancellationToken).ConfigureAwait(false);
        Pager = new Pager(Asked.Page, Asked.PageSize, Table.Count, page => links.Explore(dimension, Asked with { Page = page }));
        Chart = await charts.ReadAsync(Workspace, Scope, dimension, Measure.Find(name: null, Table.Whole), cancellationToken, SiteText.Label(Table.Sites)).ConfigureAwait(false);
        Chips = [.. RowChips()];
        Form = await ReadFormAsync([.. filters.Where(other => other != dimension)], cancellationToken).ConfigureAwait(false);
    }

    private async Task<FilterForm> ReadFormAsync(IReadOnlyList<Dimension> filters, CancellationToken cancellationToken)
    {
        KeyValuePair<string, string>[] only = [new("true", text["Explorer.Only"])];
        var dimensions = await FilterForm.DimensionsAsync(queries, Workspace, Asked.Scope, filters, text, cancellationToken).ConfigureAwait(false);
        return new FilterForm(
            text["Explorer.Options"],
            links.Explore(Dimension, Asked.Scope with { Filter = UsageFilter.None }),
            [
                new("search", text["Explorer.Search"], Asked.Search) { Mode = "search" },
                new("compare", text["Compare"], Asked.Compare) { Choices = Comparisons(), Empty = "Compare.None" },
                new("sort", text["Order"], Asked.Sort) { Choices = [.. Orders()], Empty = null },
            ],
            [
                .. dimensions,
                new("costMin", text["Narrowing.costMin"], Asked.MinCostNanoUsd is { } cost ? TypedNumber.WriteDollars(cost) : null) { Mode = "decimal" },
                new("callsMin", text["Explorer.MinCalls"], Asked.MinCalls?.ToString(CultureInfo.InvariantCulture)) { Mode = "numeric" },
                new("unpriced", text["Explorer.Unpriced"], Asked.OnlyUnpriced ? "true" : null) { Choices = only },
                new("failures", text["Explorer.Failures"], Asked.OnlyFailed ? "true" : null) { Choices = only },
            ],
            Asked.ToQuery());
    }

    // The periods to compare with: the one before, and the months of a year.
    private List<KeyValuePair<string, string>> Comparisons()
    {
        var month = CalendarMonth.Of(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        var offered = new List<KeyValuePair<string, string>>();
        if (Asked.Scope.Window.FromDay is not null)
        {
            offered.Add(new(ExplorerRequest.Previous, text["Compare.Previous"]));
        }

        offered.AddRange(Enumerable.Range(0, MonthsOffered).Select(back => month.AddMonths(-back)).Select(one => KeyValuePair.Create(one.ToString(), Figures.Month(one))));
        if (Asked.Other is { } other && !offered.Exists(one => one.Key == Asked.Compare))
        {
            offered.Add(new(Asked.Compare!, PeriodText.Name(text, other)));
        }

        return offered;
    }

    private IEnumerable<KeyValuePair<string, string>> Orders()
    {
        var offered = new List<KeyValuePair<string, string>> { new("name", text["Order.Name"]) };
        foreach (var (key, column) in ((string, string)[])[("cost", "Cost"), ("calls", "Calls"), ("tokens", "Tokens"), ("failed", "Failed"), ("duration", "MeanDuration"), ("seen", "LastSeen")])
        {
            offered.Add(new("-" + key, text["Order.Most", text["Column." + column]]));
        }

        foreach (var (key, column) in Asked.Other is null ? [] : ((string, string)[])[("", "Cost"), ("-calls", "Calls"), ("-tokens", "Tokens"), ("-failed", "Failed"), ("-duration", "MeanDuration")])
        {
            offered.Add(new("-change" + key, text["Order.Rise", text["Column." + column]]));
            offered.Add(new("change" + key, text["Order.Fall", text["Column." + column]]));
        }

        return offered.Exists(one => one.Key == Asked.Sort) ? offered : offered.Prepend(new(Asked.Sort, text["Order.AsShown"]));
    }

    private IEnumerable<FilterChip> RowChips()
    {
        (string Parameter, string Name, string? Value)[] all =
        [
            ("search", text["Explorer.Search"], Asked.Search),
            ("compare", text["Compare"], Asked.Other is null ? null : Comparisons().Find(one => one.Key == Asked.Compare).Value),
            ("costMin", text["Narrowing.costMin"], Asked.MinCostNanoUsd is { } cost ? TypedNumber.WriteDollars(cost) : null),
            ("callsMin", text["Explorer.MinCalls"], Asked.MinCalls is { } calls ? Figures.Count(calls) : null),
            ("unpriced", text["Explorer.Unpriced"], Asked.OnlyUnpriced ? text["Explorer.Only"].Value : null),
            ("failures", text["Explorer.Failures"], Asked.OnlyFailed ? text["Explorer.Only"].Value : null),
        ];
        return all.Where(one => one.Value is not null).Select(one => new FilterChip(one.Name, one.Value!, links.WithoutParameter(one.Parameter)));
    }
}
