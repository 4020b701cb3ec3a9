using AiInstrument.Cli.Output;
using AiInstrument.Registry;

namespace AiInstrument.Cli.Builds;

/// <summary>What a build lists of one assembly, in a form that is saved and compared.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="BuildId">The build's id.</param>
/// <param name="Features">By id.</param>
/// <param name="Routes">By name.</param>
/// <param name="Jobs">By name.</param>
/// <param name="CallSites">By id.</param>
/// <param name="Reaches">What routes and jobs reach; null when the build did not look.</param>
internal sealed record BuildManifest(
    string Assembly,
    string BuildId,
    IReadOnlyList<BuildFeature> Features,
    IReadOnlyList<BuildEntryPoint> Routes,
    IReadOnlyList<BuildEntryPoint> Jobs,
    IReadOnlyList<BuildCallSite> CallSites,
    IReadOnlyList<BuildReach>? Reaches)
{
    /// <summary>Takes over what an assembly's manifest says.</summary>
    public static BuildManifest Of(AiManifest manifest) => new(
        manifest.Assembly,
        manifest.BuildId,
        [.. manifest.Features.Select(feature => new BuildFeature(feature.Id, feature.Category, feature.Owner, feature.Purpose, feature.FormerIds, [.. feature.Budgets.Select(Budget)])).OrderBy(feature => feature.Id, StringComparer.Ordinal)],
        [.. manifest.Routes.Select(route => new BuildEntryPoint(route.Name, "http")).OrderBy(route => route.Name, StringComparer.Ordinal)],
        [.. manifest.Jobs.Select(job => new BuildEntryPoint(job.Name, job.Kind)).OrderBy(job => job.Name, StringComparer.Ordinal)],
        [.. manifest.CallSites.Select(BuildCallSite.Of).OrderBy(site => site.Id, StringComparer.Ordinal)],
        manifest.Reaches?.Select(reach => new BuildReach(reach.EntryPoint, reach.Kind, [.. reach.CallSites.Concat(reach.Ambiguous).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)])).ToArray());

    private static string Budget(AiDeclaredBudget budget) => $"{Dollars.Rate(budget.NanoDollars)} USD per {budget.Period}{(budget.Soft ? ", soft" : "")}";
}

/// <summary>A declared feature.</summary>
/// <param name="Id">The id.</param>
/// <param name="Category">The category.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Purpose">What it does.</param>
/// <param name="FormerIds">Its ids before.</param>
/// <param name="Budgets">Its declared budgets as text.</param>
internal sealed record BuildFeature(string Id, string Category, string? Owner, string? Purpose, IReadOnlyList<string> FormerIds, IReadOnlyList<string> Budgets);

/// <summary>A route or job.</summary>
/// <param name="Name">The name on spans.</param>
/// <param name="Kind">Its kind.</param>
internal sealed record BuildEntryPoint(string Name, string Kind);

/// <summary>What a route or job reaches.</summary>
/// <param name="EntryPoint">The route or job.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="CallSites">Ids of call sites, those on ambiguous ways included.</param>
internal sealed record BuildReach(string EntryPoint, string Kind, IReadOnlyList<string> CallSites);

/// <summary>A call site.</summary>
/// <param name="Id">The id.</param>
/// <param name="Member">The member around it.</param>
/// <param name="File">The file, relative to the project.</param>
/// <param name="Line">From 1.</param>
/// <param name="Sdk">The SDK's short name.</param>
/// <param name="Method">The called method.</param>
/// <param name="Provider">The provider, where the build knows it.</param>
/// <param name="Model">The model, where it is a constant.</param>
/// <param name="Feature">The declared feature.</param>
/// <param name="State"><c>intercepted</c>, <c>wrapped</c>, or <c>escaped</c>.</param>
/// <param name="Reason">The escape's code.</param>
internal sealed record BuildCallSite(string Id, string Member, string File, int Line, string Sdk, string Method, string? Provider, string? Model, string? Feature, string State, string? Reason)
{
    /// <summary>The state of a call that an interceptor measures.</summary>
    public const string Intercepted = "intercepted";

    /// <summary>The state of a call that its client measures.</summary>
    public const string Wrapped = "wrapped";

    /// <summary>The state of a call that nothing measures.</summary>
    public const string Escaped = "escaped";

    /// <summary>Takes over what a manifest says.</summary>
    public static BuildCallSite Of(AiCallSite site)
    {
        var state = site.MeasuredBy is not null ? Wrapped : site.Escape is null ? Intercepted : Escaped;
        return new(site.Id, site.Member, site.File, site.Line, site.Sdk, site.Method, site.Provider, site.Model, site.Feature?.Id, state, state == Escaped ? site.Escape : null);
    }
}
