using System.Globalization;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Charts;
using AiInstrument.Dashboard.Explorer;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages;

/// <summary>The table of a dimension's names: sorted, searched, filtered, compared with another period.</summary>
internal abstract class ExplorerPage(ExplorerReader explorer, ChartReader charts, DimensionChoices choices, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    private const int MonthsOffered = 12;

    public Dimension Dimension { get; private set; } = Dimension.Feature;

    public ExplorerRequest Asked { get; private set; } = null!;

    public ExplorerTable Table { get; private set; } = null!;

    public ChartModel Chart { get; private set; } = null!;

    public IReadOnlyList<DimensionChoice> Choices { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    /// <summary>The same filter over the days that are compared with; null when none are.</summary>
    public UsageScope? ScopeBefore => Asked.Other is { } other ? Asked.Scope with { Window = other } : null;

    /// <summary>The periods that the form offers to compare with, each with its name.</summary>
    public IReadOnlyList<(string Value, string Name)> Comparisons
    {
        get
        {
            var month = CalendarMonth.Of(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
            var offered = new List<(string, string)>();
            if (Asked.Scope.Window.Previous() is not null)
            {
                offered.Add((ExplorerRequest.Previous, text["Compare.Previous"]));
            }

            offered.AddRange(Enumerable.Range(0, MonthsOffered).Select(back => month.AddMonths(-back)).Select(one => (one.ToString(), one.FirstDay.ToString("MMMM yyyy", CultureInfo.CurrentCulture))));
            if (Asked.Compare is { } chosen && !offered.Exists(one => one.Item1 == chosen))
            {
                offered.Add((chosen, chosen));
            }

            return offered;
        }
    }

    /// <summary>The orders that the form offers.</summary>
    public IEnumerable<(string Value, string Name)> Orders
    {
        get
        {
            yield return ("name", text["Order.Name"]);
            foreach (var (key, column) in ((string, string)[])[("cost", "Cost"), ("calls", "Calls"), ("tokens", "Tokens"), ("failed", "Failed"), ("duration", "MeanDuration"), ("seen", "LastSeen")])
            {
                yield return ("-" + key, text["Order.Most", text["Column." + column]]);
            }

            foreach (var (key, column) in Asked.Other is null ? [] : ((string, string)[])[("", "Cost"), ("-calls", "Calls"), ("-tokens", "Tokens"), ("-failed", "Failed"), ("-duration", "MeanDuration")])
            {
                yield return ("-change" + key, text["Order.Rise", text["Column." + column]]);
                yield return ("change" + key, text["Order.Fall", text["Column." + column]]);
            }
        }
    }

    /// <summary>What narrows the rows beside the filter: each with its name and value, and the parameter that is left out to remove it.</summary>
    public IEnumerable<(string Name, string? Value, string Parameter)> Narrowings
    {
        get
        {
            (string, string?, string)?[] all =
            [
                Asked.Search is { } search ? (text["Explorer.Search"], search, "search") : null,
                Asked.Other is null ? null : (text["Compare"], Comparisons.First(one => one.Value == Asked.Compare).Name, "compare"),
                Asked.OnlyUnpriced ? (text["Explorer.OnlyUnpriced"], null, "unpriced") : null,
                Asked.OnlyFailed ? (text["Explorer.OnlyFailed"], null, "failures") : null,
                Asked.MinCost is { } cost ? (text["Explorer.MinCost"], cost.ToString(CultureInfo.CurrentCulture), "minCost") : null,
                Asked.MinCalls is { } calls ? (text["Explorer.MinCalls"], calls.ToString("N0", CultureInfo.CurrentCulture), "minCalls") : null,
            ];
            return all.OfType<(string, string?, string)>();
        }
    }

    protected async Task ShowAsync(Dimension dimension, IReadOnlyList<Dimension> filters, CancellationToken cancellationToken)
    {
        Dimension = dimension;
        Section = dimension.Slug;
        Title = text[dimension.PluralKey];
        About = text[dimension.AboutKey];
        Asked = Read(query => ExplorerRequest.Read(query, time, filters));
        Scope = Asked.Scope;
        Table = await explorer.ReadAsync(Workspace, dimension, Asked, cancellationToken).ConfigureAwait(false);
        Pager = new Pager(Asked.Page, Asked.PageSize, Table.Count, page => links.Explore(dimension, Asked with { Page = page }));
        Chart = await charts.ReadAsync(Workspace, Scope, dimension, Measure.Find(name: null, Table.Whole), cancellationToken, SiteText.Label(Table.Sites)).ConfigureAwait(false);
        Choices = await choices.ReadAsync(Workspace, Scope, filters.Where(other => other != dimension), cancellationToken).ConfigureAwait(false);
    }
}
