using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Catalog.Features;

/// <summary>A feature as an attribute declares it.</summary>
internal sealed record DeclaredFeature(string Id, string? Category, string? Owner, string? Purpose, ImmutableArray<string> FormerIds, ImmutableArray<DeclaredBudget> Budgets);

/// <summary>What a symbol's own [AiFeature] says.</summary>
/// <param name="Declared">The feature, or null.</param>
/// <param name="FromCaller">The feature is the caller's. An attribute that also has an id is wrong (AII0004) and counts for its id.</param>
internal readonly record struct FeatureMark(DeclaredFeature? Declared, bool FromCaller)
{
    public const string FromCallerProperty = "FromCaller";
    public const string FormerIdsProperty = "FormerIds";

    /// <summary>Reads the mark; the default where there is none.</summary>
    public static FeatureMark Of(ISymbol symbol, INamedTypeSymbol? attribute)
    {
        foreach (var data in symbol.GetAttributes())
        {
            if (!SymbolEqualityComparer.Default.Equals(data.AttributeClass, attribute))
            {
                continue;
            }

            if (data.ConstructorArguments.FirstOrDefault().Value is string id)
            {
                return new(new DeclaredFeature(id, Named(data, "Category") as string, Named(data, "Owner") as string, Named(data, "Purpose") as string, FormerIds(data), DeclaredBudget.Of(symbol)), FromCaller: false);
            }

            if (Named(data, FromCallerProperty) is true)
            {
                return new(null, FromCaller: true);
            }
        }

        return default;
    }

    /// <summary>The former ids that an attribute lists, each once, in order of the text.</summary>
    public static ImmutableArray<string> FormerIds(AttributeData attribute) =>
        attribute.NamedArguments.FirstOrDefault(a => a.Key == FormerIdsProperty).Value is { Kind: TypedConstantKind.Array, IsNull: false } ids
            ? [.. ids.Values.Select(v => v.Value as string).OfType<string>().Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal)]
            : [];

    private static object? Named(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value.Value;
}
