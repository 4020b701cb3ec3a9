using AiInstrument.Catalog.Features;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Features;

/// <summary>Reads the id off a call that gives other code a feature: <c>AiScope.Feature</c>, or the generated <c>WithAiFeature</c>.</summary>
internal static class FeatureScopes
{
    public const string MetadataName = "AiInstrument.AiScope";

    private const string IdParameter = "featureId";

    /// <summary>The type of scopes, or null: the compilation lacks it, or none of its files gives code a feature.</summary>
    public static INamedTypeSymbol? For(Compilation compilation) =>
        SourceTopicsReader.Of(compilation).HasFlag(SourceTopics.Scopes) ? compilation.FindType(MetadataName) : null;

    /// <summary>The id that is given as a string; null for any other call.</summary>
    public static IOperation? Id(IInvocationOperation call, INamedTypeSymbol scope) =>
        GivesFeature(call.TargetMethod, scope)
            ? call.Arguments.FirstOrDefault(a => a.Parameter is { Name: IdParameter, Type.SpecialType: SpecialType.System_String })?.Value
            : null;

    private static bool GivesFeature(IMethodSymbol method, INamedTypeSymbol scope) => method.Name switch
    {
        "Feature" => SymbolEqualityComparer.Default.Equals(method.ContainingType, scope),
        EndpointFeatures.MethodName => method is { IsExtensionMethod: true, ContainingNamespace: { Name: "AiInstrument", ContainingNamespace.IsGlobalNamespace: true } },
        _ => false,
    };
}
