using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Coverage;
using AiInstrument.Dashboard.Budgets;
using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Explorer;

/// <summary>Reads what the registry and the price book say of a name. Whoever sees only some organizations is told nothing of code and prices.</summary>
internal sealed class FactReader(IUsageQueries queries, IUsageAudience audience, IBudgets budgets, IPriceBooks books, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text)
{
    /// <summary>The facts; empty when nothing is known.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="dimension">The dimension.</param>
    /// <param name="name">The name.</param>
    /// <param name="scope">The page's days; the filter of links is the fact's own.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<Fact>> ReadAsync(int workspace, Dimension dimension, string name, UsageScope scope, CancellationToken cancellationToken)
    {
        var days = scope with { Filter = UsageFilter.None };
        return !audience.Audience.SeesEverything
            ? []
            : dimension.Kind switch
            {
                UsageDimension.Feature => await FeatureAsync(workspace, name, days, cancellationToken).ConfigureAwait(false),
                UsageDimension.EntryPoint => await EntryPointAsync(workspace, name, days, cancellationToken).ConfigureAwait(false),
                UsageDimension.Model => await ModelAsync(workspace, name, days, cancellationToken).ConfigureAwait(false),
                UsageDimension.Category => await CategoryAsync(workspace, name, days, cancellationToken).ConfigureAwait(false),
                UsageDimension.CallSite => await CallSiteAsync(workspace, name, days, cancellationToken).ConfigureAwait(false),
                UsageDimension.Service => await ServiceAsync(workspace, name, days, cancellationToken).ConfigureAwait(false),
                _ => [],
            };
    }

    private async Task<IReadOnlyList<Fact>> FeatureAsync(int workspace, string name, UsageScope days, CancellationToken cancellationToken)
    {
        var features = await queries.GetDeclaredFeaturesAsync(workspace, cancellationToken).ConfigureAwait(false);
        var report = await queries.GetCoverageAsync(workspace, days.Window, cancellationToken).ConfigureAwait(false);
        if (features.FirstOrDefault(known => known.Id == name || known.FormerIds.Contains(name)) is not { } feature)
        {
            return [];
        }

        var declared = (await budgets.GetDriftAsync(workspace, cancellationToken).ConfigureAwait(false)).Where(budget => budget.Feature == feature.Id);
        var sites = report.CallSites.Where(site => site.Feature == feature.Id || (site.Feature is { } former && feature.FormerIds.Contains(former))).ToList();
        return Known(
            (text["Fact.Purpose"], One(feature.Purpose)),
            (text["Fact.Owner"], One(feature.Owner)),
            (text[Dimension.Category.SingularKey], feature.Category is { } category ? [Link(Dimension.Category, category, days)] : []),
            (text["Fact.FormerIds"], feature.FormerIds.Select(id => new FactValue(id))),
            (text["Fact.DeclaredBy"], feature.Services.Select(service => Link(Dimension.Service, service, days))),
            (text["Fact.DeclaredBudget"], declared.Select(budget => new FactValue(
                text["Fact.DeclaredBudget.Value", text.Amount(budget.Unit, budget.Declared), text["Budget.Period." + BudgetWords.Of(budget.Period)]],
                links.MayManage ? links.BudgetDrift : null,
                text[budget.Differs ? "Fact.DeclaredBudget.Differs" : "Fact.DeclaredBudget.Holds"]))),
            (text["Fact.CallSites"], sites.Select(site => Site(site, days))),
            (text["Coverage.ReachedFrom"], EntryPoints(sites).Select(name => Link(Dimension.EntryPoint, name, days))));
    }

    private async Task<IReadOnlyList<Fact>> EntryPointAsync(int workspace, string name, UsageScope days, CancellationToken cancellationToken)
    {
        var report = await queries.GetCoverageAsync(workspace, days.Window, cancellationToken).ConfigureAwait(false);
        var items = report.EntryPoints.Where(item => item.Name == name).ToList();
        var sites = report.CallSites.Where(site => site.ReachedFrom?.Any(reach => reach.EntryPoint == name) == true).ToList();
        var features = items.SelectMany(item => item.Reached?.Features ?? []).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return Known(
            (text["Fact.Kind"], items.Select(item => new FactValue(text["EntryPoint." + item.Kind], Detail: item.Declared ? null : text["Fact.NotDeclared"].Value))),
            (text["Fact.Method"], items.Exists(item => item.Kind == "http") && name.Split(' ', 2) is [var method, _] ? One(method) : []),
            (text[Dimension.Feature.PluralKey], features.Select(feature => Link(Dimension.Feature, feature, days))),
            (text["Coverage.Reaches"], sites.Select(site => Site(site, days))));
    }

    private async Task<IReadOnlyList<Fact>> ModelAsync(int workspace, string name, UsageScope days, CancellationToken cancellationToken)
    {
        var providers = await queries.GetBreakdownAsync(workspace, days.Over("all", time).Window, UsageFilter.None with { Model = name }, UsageDimension.Provider, cancellationToken).ConfigureAwait(false);
        var facts = new List<Fact>();
        foreach (var provider in providers.Select(group => group.Name))
        {
            var price = await books.PriceOfAsync(workspace, provider, name, cancellationToken).ConfigureAwait(false);
            var lines = price is null
                ? [new FactValue(text["Unpriced"], links.MayManage ? links.Unpriced(name, provider) : null)]
                : PriceLine.Of(price.Version.Tiers).Where(line => line.Above == 0).Select(line => new FactValue(
                    text["Fact.Price.Value", text["Price." + line.Kind], Money.Rate(line.NanoUsdPerMillion)],
                    links.MayManage ? links.PriceOf(price.Provider, price.Model) : null,
                    line.Tier));
            facts.Add(new Fact(text["Fact.Price", provider ?? text[Dimension.Provider.NoneKey].Value], [.. lines]));
        }

        return facts;
    }

    private async Task<IReadOnlyList<Fact>> CategoryAsync(int workspace, string name, UsageScope days, CancellationToken cancellationToken)
    {
        var features = await queries.GetDeclaredFeaturesAsync(workspace, cancellationToken).ConfigureAwait(false);
        return Known((text["Fact.DeclaredFeatures"], features.Where(feature => feature.Category == name).Select(feature => Link(Dimension.Feature, feature.Id, days))));
    }

    private async Task<IReadOnlyList<Fact>> ServiceAsync(int workspace, string name, UsageScope days, CancellationToken cancellationToken)
    {
        var report = await queries.GetCoverageAsync(workspace, days.Window, cancellationToken).ConfigureAwait(false);
        return Known(
            (text["Coverage.Builds"], report.Builds.Where(build => build.Service == name).Select(build => new FactValue(build.Assembly, Detail: $"{build.BuildId}, {Figures.Moment(build.FirstSeen)}"))),
            (text["Coverage.CallSites"], report.CallSites.Count(site => site.Service == name) is > 0 and var count ? [new FactValue(Figures.Count(count), links.Coverage(days))] : []));
    }

    private async Task<IReadOnlyList<Fact>> CallSiteAsync(int workspace, string id, UsageScope days, CancellationToken cancellationToken)
    {
        var report = await queries.GetCoverageAsync(workspace, days.Window, cancellationToken).ConfigureAwait(false);
        var same = report.CallSites.Where(site => site.Id == id).ToList();
        var builds = await queries.GetBuildsOfAsync(workspace, id, cancellationToken).ConfigureAwait(false);
        var site = same.MaxBy(one => one.Calls);
        return site is null && builds.Count == 0 ? [] : Known(
            (text["Column.State"], site is null ? [] : [new FactValue(text["CallSite." + site.State], links.Coverage(days, site.State), site.Escape is { } escape ? text["Coverage.Reason", escape].Value : null)]),
            (text["Coverage.Member"], One(site?.Member)),
            (text["Fact.Place"], One(site is null ? null : SiteText.Place(site))),
            (text["Coverage.Calls"], site?.Method is { } method ? [new FactValue(method, Detail: site.Sdk)] : []),
            (text[Dimension.Feature.SingularKey], same.Select(one => one.Feature).OfType<string>().Distinct(StringComparer.Ordinal).Select(feature => Link(Dimension.Feature, feature, days))),
            (text[Dimension.Service.PluralKey], same.Select(one => one.Service).Where(service => !string.IsNullOrEmpty(service)).Distinct(StringComparer.Ordinal).Select(service => Link(Dimension.Service, service!, days))),
            (text["Coverage.ReachedFrom"], same.SelectMany(one => one.ReachedFrom ?? []).DistinctBy(reach => reach.EntryPoint).Select(reach =>
                Link(Dimension.EntryPoint, reach.EntryPoint, days) with { Detail = reach.Ambiguous ? text["Coverage.Ambiguous"].Value : null })),
            (text["Fact.Id"], One(id)),
            (text["Coverage.Builds"], builds.Select(build => new FactValue(build.BuildId, Detail: $"{build.Service} {build.Assembly}, {Figures.Moment(build.FirstSeen)}"))));
    }

    private static IEnumerable<string> EntryPoints(IEnumerable<CoverageCallSite> sites) =>
        sites.SelectMany(site => site.ReachedFrom ?? []).Select(reach => reach.EntryPoint).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static IEnumerable<FactValue> One(string? value) => string.IsNullOrEmpty(value) ? [] : [new FactValue(value)];

    private static IReadOnlyList<Fact> Known(params (LocalizedString Term, IEnumerable<FactValue> Values)[] facts) =>
        [.. facts.Select(fact => new Fact(fact.Term, [.. fact.Values])).Where(fact => fact.Values.Count > 0)];

    private FactValue Link(Dimension dimension, string name, UsageScope days) => new(name, links.Name(dimension, days.Narrow(dimension, name)));

    private FactValue Site(CoverageCallSite site, UsageScope days) => new(
        SiteText.Name(site), links.Name(Dimension.CallSite, days.Narrow(Dimension.CallSite, site.Id)), SiteText.Place(site));
}
