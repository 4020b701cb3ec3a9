using System.Text.Json.Serialization;

namespace AiInstrument.Cli.Builds;

/// <summary>How much of what builds call is measured. The JSON of <c>coverage --json</c> and <c>diff --save</c>.</summary>
/// <param name="Assemblies">By name.</param>
internal sealed record CoverageReport(IReadOnlyList<CoverageLine> Assemblies)
{
    /// <summary>The version of the shape.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the shape.</summary>
    [JsonPropertyOrder(-3)]
    public int Version { get; init; } = CurrentVersion;

    /// <summary>What was asked for, in percent; null when nothing was.</summary>
    [JsonPropertyOrder(-2)]
    public decimal? Minimum { get; init; }

    /// <summary>All assemblies together.</summary>
    [JsonPropertyOrder(-1)]
    public CoverageCount Total => CoverageCount.Sum(Assemblies.Select(line => line.Count));

    /// <summary>Whether the minimum is reached, by the exact share and not by the rounded one.</summary>
    [JsonIgnore]
    public bool IsMet => Minimum is not { } minimum || Total.Covered * 100m >= minimum * Total.Calls;

    /// <summary>Counts builds.</summary>
    public static CoverageReport Of(IEnumerable<BuildAssembly> assemblies, decimal? minimum) => new([.. assemblies.Select(CoverageLine.Of)]) { Minimum = minimum };
}

/// <summary>One assembly.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Count">Its calls.</param>
/// <param name="WithoutManifest">When it was built without AiInstrument: the members of SDKs that it refers to.</param>
/// <param name="Manifest">What its build lists.</param>
internal sealed record CoverageLine(string Name, CoverageCount Count, IReadOnlyList<string>? WithoutManifest, BuildManifest? Manifest)
{
    /// <summary>Counts an assembly.</summary>
    public static CoverageLine Of(BuildAssembly assembly) => new(
        assembly.Name,
        assembly.Manifest is { } manifest ? CoverageCount.Of(manifest.CallSites) : new CoverageCount(0, 0, new SortedDictionary<string, int>(StringComparer.Ordinal), assembly.CalledMembers?.Count ?? 0),
        assembly.CalledMembers,
        assembly.Manifest);
}

/// <summary>Calls by state.</summary>
/// <param name="Intercepted">Measured by an interceptor.</param>
/// <param name="Wrapped">Measured by their client.</param>
/// <param name="Escaped">Not measured, by reason.</param>
/// <param name="WithoutManifest">Not measured, in assemblies that were built without AiInstrument: at least so many.</param>
internal sealed record CoverageCount(int Intercepted, int Wrapped, IReadOnlyDictionary<string, int> Escaped, int WithoutManifest)
{
    /// <summary>All calls.</summary>
    public int Calls => Covered + Escaped.Values.Sum() + WithoutManifest;

    /// <summary>Those that are measured.</summary>
    public int Covered => Intercepted + Wrapped;

    /// <summary>The share in percent, rounded down to a tenth; null without calls.</summary>
    public decimal? Percent => Calls == 0 ? null : Math.Floor(Covered * 1000m / Calls) / 10;

    /// <summary>Counts call sites.</summary>
    public static CoverageCount Of(IReadOnlyCollection<BuildCallSite> sites) => new(
        sites.Count(site => site.State == BuildCallSite.Intercepted),
        sites.Count(site => site.State == BuildCallSite.Wrapped),
        Reasons(sites.Where(site => site.State == BuildCallSite.Escaped).Select(site => (site.Reason ?? "", 1))),
        0);

    /// <summary>Adds up.</summary>
    public static CoverageCount Sum(IEnumerable<CoverageCount> counts)
    {
        var all = counts.ToArray();
        return new(
            all.Sum(count => count.Intercepted),
            all.Sum(count => count.Wrapped),
            Reasons(all.SelectMany(count => count.Escaped).Select(escaped => (escaped.Key, escaped.Value))),
            all.Sum(count => count.WithoutManifest));
    }

    private static SortedDictionary<string, int> Reasons(IEnumerable<(string Reason, int Calls)> reasons) =>
        new(reasons.GroupBy(reason => reason.Reason, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Sum(reason => reason.Calls), StringComparer.Ordinal), StringComparer.Ordinal);
}
