using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Analyzers;

/// <summary>Reads the id off an [AiFeature] attribute in source.</summary>
internal static class FeatureAttribute
{
    public const string MetadataName = "AiInstrument.AiFeatureAttribute";

    /// <summary>The id's value and place, or null when the attribute is another one or does not compile yet.</summary>
    public static FeatureIdArgument? Id(AttributeSyntax attribute, SemanticModel model, INamedTypeSymbol featureAttribute, CancellationToken cancellationToken)
    {
        if (FeatureDeclarations.IdArgument(attribute) is not { } argument
            || !SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(attribute, cancellationToken).Symbol?.ContainingType, featureAttribute))
        {
            return null;
        }

        var constant = model.GetConstantValue(argument.Expression, cancellationToken);
        return constant.HasValue ? new FeatureIdArgument(constant.Value as string, argument.Expression.GetLocation()) : null;
    }
}

/// <summary>A constant feature id in source.</summary>
/// <param name="Text">The id; null when the source says <c>null</c>.</param>
/// <param name="Location">The argument's place.</param>
internal readonly record struct FeatureIdArgument(string? Text, Location Location);
