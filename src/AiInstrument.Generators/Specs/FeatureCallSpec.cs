using Microsoft.CodeAnalysis.CSharp;

namespace AiInstrument.Generators.Specs;

/// <summary>A call of a member that takes its feature from the caller, made where an attribute declares one: it is intercepted to hand the feature over.</summary>
/// <param name="Id">An id as a call site has one; the registry does not list it.</param>
/// <param name="File">The path of the source file.</param>
/// <param name="Feature">The caller's feature.</param>
/// <param name="Method">The called method.</param>
/// <param name="Version">The location's format.</param>
/// <param name="Data">The location.</param>
internal sealed record FeatureCallSpec(string Id, string File, FeatureSpec Feature, MethodSpec Method, int Version, string Data)
{
    public FeatureCallSpec At(InterceptableLocation location) => this with { Version = location.Version, Data = location.Data };
}
