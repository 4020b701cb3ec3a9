using System.Collections.Immutable;
using AiInstrument.Catalog.Features;
using AiInstrument.Catalog.Symbols;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Generators.Parsing;

/// <summary>Reads feature declarations.</summary>
internal static class FeatureParser
{
    public const string AttributeName = "AiInstrument.AiFeatureAttribute";

    /// <summary>The attribute as source may spell it, aliases aside.</summary>
    public static readonly ImmutableArray<string> Names = ["AiFeature", "AiFeatureAttribute"];

    /// <summary>The alias that a using directive gives to the attribute, or null.</summary>
    public static string? AliasOf(UsingDirectiveSyntax directive) =>
        directive is { Alias.Name.Identifier.ValueText: var alias, Name: { } target } && target.DescendantTokens().Last().ValueText is var name && Names.Contains(name) ? alias : null;

    /// <summary>The attribute whose name this is, or null.</summary>
    public static AttributeSyntax? AttributeOf(SimpleNameSyntax name) => (name.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax ? name.Parent.Parent : name.Parent) as AttributeSyntax;

    public static FeatureSpec? Parse(AttributeSyntax attribute, SemanticModel model, FeatureResolver features, CancellationToken cancellation) =>
        MarkedSymbol.Of(attribute, model, cancellation) is { } target && features.Declaration(target) is { } declared ? Spec(declared) : null;

    public static FeatureSpec Spec(DeclaredFeature declared) => new(declared.Id, declared.Category, declared.Owner, declared.Purpose, new EquatableArray<string>(declared.FormerIds), new EquatableArray<DeclaredBudget>(declared.Budgets));
}
