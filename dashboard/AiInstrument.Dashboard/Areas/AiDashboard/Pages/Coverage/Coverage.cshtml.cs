using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Coverage;
using AiInstrument.Collector.Queries.Registry;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Coverage;
using AiInstrument.Dashboard.Overview;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Coverage;

/// <summary>The registry of the latest builds against traffic: what is intercepted, what escapes and why, what never ran, what nobody declared.</summary>
[OpenTo(PageAudience.Readers)]
internal sealed class CoverageModel(IUsageQueries queries, AttentionReader attention, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    public CoverageReport Report { get; private set; } = new([], [], [], []);

    /// <summary>The one state that is listed, or null for all.</summary>
    public string? State { get; private set; }

    public IReadOnlyList<(string State, int Count)> States { get; private set; } = [];

    /// <summary>What the latest builds of each service changed.</summary>
    public IReadOnlyList<ServiceChanges> Changes { get; private set; } = [];

    /// <summary>Spans that services say they have lost.</summary>
    public IReadOnlyList<AttentionItem> Losses { get; private set; } = [];

    private IReadOnlyDictionary<(string Service, string Id), long> Counted { get; set; } = new Dictionary<(string, string), long>();

    /// <summary>Declared and never seen in the period.</summary>
    public IReadOnlyList<CoverageItem> UnusedFeatures => [.. Report.Features.Where(feature => feature is { Declared: true, Calls: 0 })];

    public IReadOnlyList<CoverageCallSite> CallSites { get; private set; } = [];

    /// <summary>Instrumented call sites as a share of all. One that never ran is instrumented, and so is one whose client measures it.</summary>
    public double? Covered => Report.CallSites.Count == 0
        ? null
        : (double)Report.CallSites.Count(site => site.State is CallSiteState.Intercepted or CallSiteState.NeverSeen or CallSiteState.Wrapped) / Report.CallSites.Count;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Section = "coverage";
        Narrows = false;
        Title = text["Nav.Coverage"];
        About = text["Coverage.About"];
        (Scope, State) = Read(query => (UsageScope.Read(query, time), query.Choice("state", CallSiteState.All)));
        Report = await queries.GetCoverageAsync(Workspace, Scope.Window, cancellationToken).ConfigureAwait(false);
        Changes = await queries.GetChangesAsync(Workspace, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        Counted = await ReadCountedAsync(cancellationToken).ConfigureAwait(false);
        Losses = await attention.LossesAsync(Workspace, Scope, cancellationToken).ConfigureAwait(false);
        States = [.. CallSiteState.All.Select(state => (state, Report.CallSites.Count(site => site.State == state)))];
        CallSites = State is null ? Report.CallSites : [.. Report.CallSites.Where(site => site.State == State)];
    }

    /// <summary>The calls of a call site: those that count, which its records sum up to, and the spans that do not.</summary>
    public (UsageScope Records, long Counted, long Uncounted) CallsOf(CoverageCallSite site)
    {
        var counted = Math.Min(site.Calls, Counted.GetValueOrDefault((site.Service ?? "", site.Id)));
        return (Scope!.Narrow(Dimension.CallSite, site.Id).Narrow(Dimension.Service, site.Service), counted, site.Calls - counted);
    }

    private async Task<IReadOnlyDictionary<(string Service, string Id), long>> ReadCountedAsync(CancellationToken cancellationToken)
    {
        var counted = new Dictionary<(string, string), long>();
        foreach (var service in Report.CallSites.Select(site => site.Service).Distinct(StringComparer.Ordinal))
        {
            var sites = await queries.GetBreakdownAsync(Workspace, Scope!.Window, UsageFilter.None with { Service = service ?? "" }, UsageDimension.CallSite, cancellationToken).ConfigureAwait(false);
            foreach (var site in sites.Where(site => site.Name is not null))
            {
                counted[(service ?? "", site.Name!)] = site.Totals.Calls;
            }
        }

        return counted;
    }
}
