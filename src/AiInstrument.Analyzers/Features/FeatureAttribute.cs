using AiInstrument.Catalog.Features;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Analyzers.Features;

/// <summary>Reads the id off an [AiFeature] attribute in source.</summary>
internal static class FeatureAttribute
{
    public const string MetadataName = "AiInstrument.AiFeatureAttribute";

    /// <summary>The attribute, or null: the compilation lacks it, or none of its files declares a feature.</summary>
    public static INamedTypeSymbol? For(Compilation compilation) =>
        SourceTopicsReader.Of(compilation).HasFlag(SourceTopics.Features) ? compilation.FindType(MetadataName) : null;

    /// <summary>The id's value and place, or null when the attribute is another one or does not compile yet.</summary>
    public static FeatureIdArgument? Id(AttributeSyntax attribute, SemanticModel model, INamedTypeSymbol featureAttribute, CancellationToken cancellationToken)
    {
        if (FeatureDeclarations.IdArgument(attribute) is not { } argument || !Is(attribute, model, featureAttribute, cancellationToken))
        {
            return null;
        }

        var constant = model.GetConstantValue(argument.Expression, cancellationToken);
        return constant.HasValue ? new FeatureIdArgument(constant.Value as string, argument.Expression.GetLocation()) : null;
    }

    /// <summary>What is wrong with an attribute that has no id, or leaves the feature to callers; completes "[AiFeature] …". Null when nothing is.</summary>
    public static string? Mistake(AttributeSyntax attribute, SemanticModel model, INamedTypeSymbol featureAttribute, CancellationToken cancellationToken)
    {
        var fromCaller = attribute.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == FeatureMark.FromCallerProperty);
        var hasId = FeatureDeclarations.IdArgument(attribute) is not null;
        var hasFormer = FeatureDeclarations.FormerIdExpressions(attribute).Any();
        if ((hasId && fromCaller is null && !hasFormer) || !Is(attribute, model, featureAttribute, cancellationToken))
        {
            return null;
        }

        if (FeatureDeclarations.FormerIdExpressions(attribute).Any(e => model.GetConstantValue(e, cancellationToken) is { HasValue: true, Value: var id } && !IsRecordable(id as string)))
        {
            return "has a former id that is empty or has blanks around it: no record has such an id";
        }

        var isFromCaller = fromCaller is not null && model.GetConstantValue(fromCaller.Expression, cancellationToken).Value is true;
        return (isFromCaller, hasId) switch
        {
            (true, true) => "has an id and FromCaller = true: a feature is its own or the caller's, leave one out",
            (true, false) when hasFormer => "says FromCaller = true and has former ids: only a feature has those, give it its id",
            (false, false) => "names no feature: give it an id, or FromCaller = true where the feature is the caller's",
            (true, false) when attribute.Parent is AttributeListSyntax { Target.Identifier.ValueText: "assembly" } => "says FromCaller = true on an assembly, which has no caller: mark its types or members",
            (true, false) when attribute.Parent?.Parent is LambdaExpressionSyntax => "says FromCaller = true on a lambda, whose callers are not seen: give it an id, or mark a method",
            _ => null,
        };
    }

    private static bool IsRecordable(string? id) => !string.IsNullOrEmpty(id) && id!.Trim().Length == id.Length;

    private static bool Is(AttributeSyntax attribute, SemanticModel model, INamedTypeSymbol featureAttribute, CancellationToken cancellationToken) =>
        SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(attribute, cancellationToken).Symbol?.ContainingType, featureAttribute);
}

/// <summary>A constant feature id in source.</summary>
/// <param name="Text">The id; null when the source says <c>null</c>.</param>
/// <param name="Location">The argument's place.</param>
internal readonly record struct FeatureIdArgument(string? Text, Location Location);
