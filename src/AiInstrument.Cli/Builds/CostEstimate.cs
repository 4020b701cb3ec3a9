using System.Globalization;

namespace AiInstrument.Cli.Builds;

/// <summary>
/// Says what changes cost. A call site that has been called costs what its own calls did; what a new one, or one with another
/// model, will cost is worked out from the model's and the feature's other calls. What nobody knows stays unknown.
/// </summary>
/// <param name="usage">What was used.</param>
/// <param name="before">The first build.</param>
internal sealed class CostEstimate(UsageOfMonth usage, IReadOnlyList<BuildAssembly> before)
{
    private const string NotMeasured = "it is not measured";
    private const string OwnCalls = "what its own calls cost";

    // What each of a feature's other call sites was called; those that the collector does not know say nothing.
    private readonly Dictionary<string, long> _callsOfSite = before
        .SelectMany(build => build.Manifest?.CallSites ?? [])
        .Where(site => site.Feature is not null && site.State != BuildCallSite.Escaped && usage.CallSites.ContainsKey(site.Id))
        .GroupBy(site => site.Feature!, StringComparer.Ordinal)
        .ToDictionary(sites => sites.Key, sites => sites.Sum(site => usage.CallSites[site.Id].Calls) / sites.Count(), StringComparer.Ordinal);

    /// <summary>The comparison with costs.</summary>
    public BuildDiff Add(BuildDiff diff)
    {
        BuildChange[] changes = [.. diff.Changes.Select(change => change with { Cost = Of(change) })];
        var added = changes.Where(change => change.Kind == BuildItem.CallSite).Select(change => change.Cost!.Added(change.Change)).ToLookup(cost => cost is not null);
        return diff with
        {
            Changes = changes,
            Costs = usage.Costs with { ExpectedChangeNanoUsd = added[true].Any() ? Sum(added[true]) : null, UnknownChanges = added[false].Count() },
        };
    }

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
        var own = Sum(usage.CallSites.GetValueOrDefault(change.Name), change.FormerName is { } former ? usage.CallSites.GetValueOrDefault(former) : null);
        return (change.Change, site.State) switch
        {
            (ChangeKind.Removed, _) => new ChangeCost(own, null, 0, own is { Calls: > 0 } ? OwnCalls : NoCalls(own)),
            (_, BuildCallSite.Escaped) => new ChangeCost(own, null, null, NotMeasured),
            (ChangeKind.Moved, _) => own is { Calls: > 0 } ? AsBefore(own) : new ChangeCost(own, null, own?.CostNanoUsd, NoCalls(own)),
            (_, _) when own is not { Calls: > 0 } => New(site) with { Last30Days = own },
            (ChangeKind.Changed, _) when change.Fields.Any(field => field.Field is "model" or "provider") => WithOtherModel(site, own),
            _ => AsBefore(own),
        };
    }

    private static string NoCalls(UsageCost? own) => own is null ? "no calls of it are known" : "it was not called";

    // Where the second build runs already, a call that moved has been called at both places.
    private static UsageCost? Sum(UsageCost? now, UsageCost? former) =>
        now is null || former is null ? now ?? former : new(now.Calls + former.Calls, now.CostNanoUsd + former.CostNanoUsd, now.UnpricedCalls + former.UnpricedCalls);

    private static ChangeCost AsBefore(UsageCost own) => new(
        own,
        own.PerCall(),
        own.PerCall() is null ? null : own.CostNanoUsd,
        own.UnpricedCalls == 0 ? OwnCalls : own.PerCall() is null ? "its calls have no price" : string.Create(CultureInfo.InvariantCulture, $"{OwnCalls}, without {own.UnpricedCalls} that have no price"));

    private ChangeCost WithOtherModel(BuildCallSite site, UsageCost own) => PerCallOfModel(site) is { } perCall
        ? new ChangeCost(own, perCall, Times(perCall, own.Calls), "a call of the new model costs as much on average, and it is called as often as before")
        : new ChangeCost(own, null, null, site.Model is null ? "which model it will call is not in the code" : "what a call of the new model costs is not known from the last 30 days");

    private ChangeCost New(BuildCallSite site)
    {
        var (perCall, of) = PerCallOfModel(site) is { } model ? (model, "model") : (site.Feature is { } name ? usage.Features.GetValueOrDefault(name)?.PerCall() : null, "feature");
        if (perCall is not { } cost)
        {
            return new ChangeCost(null, null, null, "neither its feature nor its model is known from the last 30 days");
        }

        var calls = site.Feature is { } feature && _callsOfSite.TryGetValue(feature, out var average) ? average : (long?)null;
        return new ChangeCost(
            null,
            cost,
            calls is { } count ? Times(cost, count) : null,
            $"a call of the {of} costs as much on average" + (calls is null ? "; how often it will be called is not known" : ", and it is called as often as the feature's other calls on average"));
    }

    // A model that the call names says more of a call's price than the feature, whose calls may have used another.
    private long? PerCallOfModel(BuildCallSite site) => site.Model is { } model ? usage.Models.GetValueOrDefault(model)?.PerCall() : null;

    private static long? Sum(IEnumerable<long?> costs) => costs.Aggregate((Int128)0, (sum, cost) => sum + cost!.Value) is var sum && sum >= long.MinValue && sum <= long.MaxValue ? (long)sum : null;

    // More than a long holds is no figure that anybody can use.
    private static long? Times(long perCall, long calls) => (Int128)perCall * calls is var product && product <= long.MaxValue ? (long)product : null;
}
