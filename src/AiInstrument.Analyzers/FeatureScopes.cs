using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers;

/// <summary>Reads the id off a call of <c>AiScope.Feature</c>.</summary>
internal static class FeatureScopes
{
    public const string MetadataName = "AiInstrument.AiScope";

    /// <summary>The id that is given to <c>AiScope.Feature(string)</c>; null for any other call.</summary>
    public static IOperation? Id(IInvocationOperation call, INamedTypeSymbol scope) =>
        call.TargetMethod is { Name: "Feature", Parameters.Length: 1 } method
        && method.Parameters[0].Type.SpecialType == SpecialType.System_String
        && SymbolEqualityComparer.Default.Equals(method.ContainingType, scope)
            ? call.Arguments.FirstOrDefault()?.Value
            : null;
}
