using AiInstrument.Collector.Queries.Coverage;
using AiInstrument.Dashboard.Formatting;

namespace AiInstrument.Dashboard.Explorer;

/// <summary>Call sites in words.</summary>
internal static class SiteText
{
    /// <summary>The member that contains it, or its id.</summary>
    public static string Name(CoverageCallSite site) => site.Member is { } member ? MemberName.Short(member) : site.Id;

    /// <summary>File and line, or null.</summary>
    public static string? Place(CoverageCallSite site) => site.File is null ? null : site.Line is { } line ? FormattableString.Invariant($"{Isolation.Of(site.File)}:{line}") : site.File;

    /// <summary>What ids are called in a chart: the member and, because a member may have several, the place.</summary>
    public static Func<string, string> Label(IReadOnlyDictionary<string, CoverageCallSite> sites) =>
        id => sites.TryGetValue(id, out var site) ? Place(site) is { } place ? $"{Isolation.Of(Name(site))} {place}" : Name(site) : id;
}
