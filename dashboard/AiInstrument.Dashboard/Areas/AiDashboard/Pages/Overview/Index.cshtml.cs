using AiInstrument.Collector.Access;
using AiInstrument.Collector.Forecasting;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;
using AiInstrument.Dashboard.Charts;
using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Hosting;
using AiInstrument.Dashboard.Overview;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Overview;

/// <summary>The overview. With a filter it is the page of one feature, model, user and so on.</summary>
[OpenTo(PageAudience.Members)]
internal sealed class IndexModel(
    IUsageQueries queries,
    OverviewReader overview,
    AttentionReader attention,
    ChartReader charts,
    IngestAddresses addresses,
    IAccessStore access,
    IForecasts forecasts,
    DashboardLinks links,
    TimeProvider time,
    IStringLocalizer<Text> text)
    : DashboardPage
{
    private static readonly IReadOnlyList<Dimension> ChartDimensions = [Dimension.Model, Dimension.Provider, Dimension.Feature, Dimension.Organization];

    private static readonly IReadOnlyList<Dimension> Panels =
        [Dimension.EntryPoint, Dimension.Model, Dimension.Provider, Dimension.Category, Dimension.Organization, Dimension.User, Dimension.Project, Dimension.Service];

    public bool IsFirstRun { get; private set; }

    public FirstRun Ingest { get; private set; } = new(Http: null, Grpc: null, NeedsKey: false);

    public IReadOnlyList<PeriodCard> Cards { get; private set; } = [];

    public ChartModel Chart { get; private set; } = new("", Measure.Cost, [], []);

    public Segments Measures { get; private set; } = new("", []);

    public Segments Groupings { get; private set; } = new("", []);

    public IReadOnlyList<AttentionItem> Attention { get; private set; } = [];

    public Quality Quality { get; private set; } = null!;

    public HeatMap Hours { get; private set; } = null!;

    public FlowPanel Flow { get; private set; } = null!;

    public FeaturePerformance Performance { get; private set; } = null!;

    /// <summary>The period of the running month.</summary>
    public string ThisMonth { get; } = CalendarMonth.Of(time.GetUtcNow()).ToString();

    public IReadOnlyList<Breakdown> Breakdowns { get; private set; } = [];

    /// <summary>The running month's forecast with the page's filter.</summary>
    public UsageForecast? Forecast { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Section = "overview";
        Title = text["Nav.Overview"];
        About = text["Overview.About"];
        var (scope, by, wanted) = Read(query => (
            UsageScope.Read(query, time),
            Dimension.FromParameter(query.Choice("by", [.. ChartDimensions.Select(d => d.Parameter)])) ?? Dimension.Model,
            query.Choice("measure", Measure.Names)));
        Scope = scope;
        if (scope.Narrowings.ToList() is [var (dimension, name)])
        {
            Title = name ?? text[dimension.NoneKey];
            About = text[dimension.SingularKey];
        }

        Cards = await overview.ReadCardsAsync(Workspace, scope, cancellationToken).ConfigureAwait(false);
        if (Cards[^1].Totals.Calls == 0 && scope.Filter == UsageFilter.None && User.May(PageAudience.Admins))
        {
            IsFirstRun = true;
            Windowed = false;
            Live = LiveLine.FirstRun(Cards[^1].Scope);
            Ingest = new FirstRun(addresses.Http, addresses.Grpc, await access.HasApiKeysAsync(cancellationToken).ConfigureAwait(false));
            return;
        }

        Live = LiveLine.Figures(scope, time);
        Forecast = await forecasts.GetTotalAsync(Workspace, scope.Filter, cancellationToken).ConfigureAwait(false);
        var whole = await queries.GetTotalsAsync(Workspace, scope.Window, scope.Filter, cancellationToken).ConfigureAwait(false);
        var measure = Measure.Find(wanted, whole);
        Chart = await charts.ReadAsync(Workspace, scope, by, measure, cancellationToken).ConfigureAwait(false);
        Measures = Choice("");
        Groupings = new Segments(text["Chart.By"], ChartDimensions.Select(d => new Segment(text[d.SingularKey], links.Overview(scope, d.Parameter, measure.Name), d == by)));
        Attention = await attention.ReadAsync(Workspace, scope, Cards.FirstOrDefault(card => card.Scope == scope), cancellationToken).ConfigureAwait(false);
        // Before the sums of all features, which it knows then.
        Performance = await overview.ReadPerformanceAsync(Workspace, scope, cancellationToken).ConfigureAwait(false);
        var quality = await queries.GetQualityAsync(Workspace, scope.Window, scope.Filter, cancellationToken).ConfigureAwait(false);
        Quality = new Quality(quality, whole, scope);
        var hours = await queries.GetHoursAsync(Workspace, scope.Window, scope.Filter, cancellationToken).ConfigureAwait(false);
        Hours = new HeatMap(WeekHours.Of(hours, DisplayZone.Current), measure, Choice("#hours"));
        var flows = await queries.GetFlowAsync(Workspace, scope.Window, scope.Filter, cancellationToken).ConfigureAwait(false);
        Flow = new FlowPanel(scope, FlowDiagram.Of(flows, measure), Choice("#flow"));
        Breakdowns = await overview.ReadBreakdownsAsync(Workspace, scope, Panels.Where(panel => panel.Get(scope.Filter) is null), whole, cancellationToken).ConfigureAwait(false);

        // One measure for all pictures; each lets it be changed and comes back to itself.
        Segments Choice(string place) =>
            new(text["Chart.Measure"], Measure.Offered(whole).Select(m => new Segment(text[m.Key], links.Overview(scope, by.Parameter, m.Name) + place, m == measure)));
    }
}
