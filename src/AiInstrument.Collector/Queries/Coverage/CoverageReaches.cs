using AiInstrument.Collector.Storage.Model;

namespace AiInstrument.Collector.Queries.Coverage;

/// <summary>What the entry points of the latest builds reach. A service's assemblies are one: a route of one reaches calls of another.</summary>
internal sealed class CoverageReaches
{
    private static readonly IReadOnlyList<CoverageReach> s_nothing = [];

    private readonly HashSet<string> _servicesThatSay;
    private readonly Dictionary<(string Service, string CallSite), IReadOnlyList<CoverageReach>> _bySite;
    private readonly Dictionary<(string Name, string Kind), CoverageReached> _byEntryPoint;

    public CoverageReaches(IReadOnlyCollection<Build> builds, IEnumerable<RegisteredReach> reaches, IEnumerable<RegisteredCallSite> sites)
    {
        var services = builds.ToDictionary(build => build.Id, build => build.Service);
        var features = sites.GroupBy(site => (services[site.BuildKey], site.CallSiteId)).ToDictionary(same => same.Key, same => same.First().Feature);
        var all = reaches.ToLookup(reach => (Service: services[reach.BuildKey], reach.CallSiteId));

        // What one assembly cannot tell, another one may.
        _servicesThatSay = builds.Where(build => build.KnowsReaches).Select(build => build.Service).ToHashSet(StringComparer.Ordinal);
        _bySite = all.ToDictionary(same => same.Key, same => (IReadOnlyList<CoverageReach>)[.. same
            .GroupBy(reach => (reach.EntryPoint, reach.Kind))
            .Select(ways => new CoverageReach(ways.Key.EntryPoint, ways.Key.Kind, ways.All(way => way.Ambiguous)))
            .OrderBy(reach => reach.EntryPoint, StringComparer.Ordinal).ThenBy(reach => reach.Kind, StringComparer.Ordinal)]);
        _byEntryPoint = _bySite
            .SelectMany(pair => pair.Value.Select(reach => (Reach: reach, Site: pair.Key)))
            .GroupBy(way => (way.Reach.EntryPoint, way.Reach.Kind))
            .ToDictionary(ways => ways.Key, ways => new CoverageReached(
                ways.Count(),
                ways.Count(way => way.Reach.Ambiguous),
                [.. ways.Select(way => features.GetValueOrDefault(way.Site)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]));
    }

    /// <summary>Every entry point that reaches something.</summary>
    public IEnumerable<(string Name, string Kind)> EntryPoints => _byEntryPoint.Keys;

    /// <summary>From where a call site is reached; null when no build of the service says.</summary>
    public IReadOnlyList<CoverageReach>? Of(string service, string callSite) =>
        _bySite.TryGetValue((service, callSite), out var reach) ? reach : _servicesThatSay.Contains(service) ? s_nothing : null;

    /// <summary>What an entry point reaches; null when that is nothing, or not known.</summary>
    public CoverageReached? From(string name, string kind) => _byEntryPoint.GetValueOrDefault((name, kind));
}
