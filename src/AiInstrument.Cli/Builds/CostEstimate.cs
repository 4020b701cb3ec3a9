using System.Globalization;

namespace AiInstrument.Cli.Builds;

/// <summary>
/// Says what changes cost. What is known of a feature, route or model is taken as it is; a call site is expected to cost what
/// the others of its feature do, and else what a call of its model does. What nobody knows stays unknown.
/// </summary>
/// <param name="usage">What was used.</param>
/// <param name="before">The first build.</param>
internal sealed class CostEstimate(UsageOfMonth usage, IReadOnlyList<BuildAssembly> before)
{
    private readonly Dictionary<string, int> _sitesOfFeature = before
        .SelectMany(build => build.Manifest?.CallSites ?? [])
        .Where(site => site.Feature is not null && site.State != BuildCallSite.Escaped)
        .GroupBy(site => site.Feature!, StringComparer.Ordinal)
        .ToDictionary(sites => sites.Key, sites => sites.Count(), StringComparer.Ordinal);

    /// <summary>The comparison with costs.</summary>
    public BuildDiff Add(BuildDiff diff) => diff with { Costs = usage.Costs, Changes = [.. diff.Changes.Select(change => change with { Cost = Of(change) })] };

    private ChangeCost Of(BuildChange change) => change.Kind switch
    {
        BuildItem.CallSite => OfCallSite(change, change.Site!),
        BuildItem.Feature => OfName(change, usage.Features, "the feature"),
        BuildItem.Route => OfName(change, usage.EntryPoints, "the route"),
        _ => OfName(change, usage.EntryPoints, "the job"),
    };

    private static ChangeCost OfName(BuildChange change, IReadOnlyDictionary<string, UsageCost> known, string what) =>
        known.TryGetValue(change.Name, out var cost)
            ? new ChangeCost(cost, cost.PerCall(), null, $"what {what} was used for")
            : new ChangeCost(null, null, null, $"no calls of {what} in the last 30 days");

    private ChangeCost OfCallSite(BuildChange change, BuildCallSite site)
    {
        if (site.State == BuildCallSite.Escaped)
        {
            return new ChangeCost(null, null, change.Change == ChangeKind.Removed ? 0 : null, "it is not measured");
        }

        if (change.Change == ChangeKind.Removed)
        {
            return Removed(site);
        }

        return ModelOf(site) ?? FeatureOf(site) ?? new ChangeCost(null, null, null, "neither its feature nor its model is known from the last 30 days");
    }

    private ChangeCost Removed(BuildCallSite site)
    {
        if (site.Feature is not { } feature || !usage.Features.TryGetValue(feature, out var cost))
        {
            return new ChangeCost(null, null, 0, "what it cost is not known: it has no feature with calls in the last 30 days");
        }

        var sites = _sitesOfFeature.GetValueOrDefault(feature);
        return sites == 1
            ? new ChangeCost(cost, null, 0, "it was the feature's only call")
            : new ChangeCost(null, null, 0, string.Create(CultureInfo.InvariantCulture, $"one of {sites} calls of the feature, which cost {Text(cost.CostNanoUsd)} together"));
    }

    /// <summary>A model that the call names says more of a call's price than the feature, whose calls may have used another.</summary>
    private ChangeCost? ModelOf(BuildCallSite site)
    {
        if (site.Model is not { } model || usage.Models.GetValueOrDefault(model)?.PerCall() is not { } perCall)
        {
            return null;
        }

        var calls = CallsOfSite(site);
        return new ChangeCost(
            null,
            perCall,
            calls is { } count ? Times(perCall, count) : null,
            "a call of the model costs as much on average" + (calls is null ? "; how often it is called is not known" : ", and it is called as often as each of its feature's calls"));
    }

    private ChangeCost? FeatureOf(BuildCallSite site) =>
        site.Feature is { } feature && usage.Features.GetValueOrDefault(feature)?.PerCall() is { } perCall
            ? new ChangeCost(
                null,
                perCall,
                CallsOfSite(site) is { } calls ? Times(perCall, calls) : null,
                "a call of the feature costs as much on average" + (_sitesOfFeature.ContainsKey(feature) ? ", and it is called as often as each of the feature's calls" : "; how often it is called is not known"))
            : null;

    private long? CallsOfSite(BuildCallSite site) =>
        site.Feature is { } feature && usage.Features.TryGetValue(feature, out var cost) && _sitesOfFeature.TryGetValue(feature, out var sites)
            ? cost.Calls / sites
            : null;

    // More than a long holds is no figure that anybody can use.
    private static long? Times(long perCall, long calls) => (Int128)perCall * calls is var product && product <= long.MaxValue ? (long)product : null;

    private static string Text(long nanoUsd) => Output.Dollars.Exact(nanoUsd) + " USD";
}
