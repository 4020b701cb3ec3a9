using Microsoft.CodeAnalysis.CSharp;

namespace AiInstrument.Generators.Specs;

/// <summary>One call site as the source says it: what goes into the registry, and how to intercept it.</summary>
/// <param name="Site">The registry's entry.</param>
/// <param name="Interception">Null when the call escapes.</param>
/// <param name="Position">Where the called name or the creation begins in its file.</param>
internal sealed record CallSpec(CallSiteSpec Site, InterceptionSpec? Interception, int Position);

/// <summary>A call site of the registry.</summary>
/// <param name="Id">The id that analyzer and generator share.</param>
/// <param name="Member">The containing member.</param>
/// <param name="File">The path of the source file: absolute when parsed, relative to the project when emitted.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Sdk">The SDK's short name.</param>
/// <param name="Method">The called method.</param>
/// <param name="Operation">The GenAI operation.</param>
/// <param name="Provider">The provider, when the SDK alone decides it.</param>
/// <param name="Model">The model, when it is a constant.</param>
/// <param name="Feature">The innermost declared feature, unless a scope in the member is nearer.</param>
/// <param name="Escape">The reason's code when the call is not intercepted.</param>
/// <param name="MeasuredBy"><c>middleware</c> or <c>http</c> when the call's client provably measures it; else null.</param>
internal sealed record CallSiteSpec(
    string Id,
    string Member,
    string File,
    int Line,
    string Sdk,
    string Method,
    string Operation,
    string? Provider,
    string? Model,
    FeatureSpec? Feature,
    string? Escape,
    string? MeasuredBy);

/// <summary>How one call is intercepted. Changes with every edit of the call's file: the location carries the file's checksum.</summary>
/// <param name="SiteId">The call site's id.</param>
/// <param name="Method">The called method.</param>
/// <param name="Version">The location's format.</param>
/// <param name="Data">The location.</param>
internal sealed record InterceptionSpec(string SiteId, MethodSpec Method, int Version, string Data)
{
    public InterceptionSpec At(InterceptableLocation location) => this with { Version = location.Version, Data = location.Data };
}
