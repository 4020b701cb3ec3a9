using System.Collections.Immutable;
using AiInstrument.Catalog.Features;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Analyzers.Features;

/// <summary>
/// Where a compilation's sources declare features, found by syntax: a rule that looks at one file can ask about all others
/// without binding them. Ids are literals, or constants whose name says which one is meant.
/// </summary>
internal sealed class FeatureDeclarations
{
    private readonly Dictionary<string, AttributeSyntax> _firstById = [];
    private readonly Dictionary<string, FormerFeatureId> _firstByFormerId = [];

    /// <param name="compilation">The compilation.</param>
    /// <param name="attributesOf">The [AiFeature] attributes of a tree; <see cref="AttributesOf(SyntaxNode)"/>, cached or not.</param>
    public FeatureDeclarations(Compilation compilation, Func<SyntaxTree, ImmutableArray<AttributeSyntax>> attributesOf)
    {
        foreach (var tree in compilation.SyntaxTrees.OrderBy(t => t.FilePath, StringComparer.Ordinal))
        {
            foreach (var attribute in attributesOf(tree))
            {
                if (IdOf(attribute, compilation) is not { } id)
                {
                    HasUnread |= IdArgument(attribute) is not null;
                }
                else if (!_firstById.ContainsKey(id))
                {
                    _firstById.Add(id, attribute);
                    AddFormer(id, attribute, compilation);
                }
            }
        }
    }

    /// <summary>The declared ids.</summary>
    public IEnumerable<string> Ids => _firstById.Keys;

    /// <summary>The ids that features had before.</summary>
    public IEnumerable<string> FormerIds => _firstByFormerId.Keys;

    /// <summary>Whether there are declarations whose id cannot be read by name.</summary>
    public bool HasUnread { get; }

    /// <summary>The first declaration of an id, by file path and position, or null.</summary>
    public AttributeSyntax? First(string id) => _firstById.TryGetValue(id, out var first) ? first : null;

    /// <summary>The first declaration that lists an id as a former one, by file path and position, or null.</summary>
    public FormerFeatureId? FirstFormer(string id) => _firstByFormerId.TryGetValue(id, out var first) ? first : null;

    /// <summary>The same for a whole file. Most declare nothing, and their text says so without a walk through their nodes.</summary>
    public static ImmutableArray<AttributeSyntax> AttributesOf(SyntaxTree tree) =>
        SourceTopicsReader.Of(tree).HasFlag(SourceTopics.Features) ? AttributesOf(tree.GetRoot()) : [];

    /// <summary>The attributes of a tree that are named <c>AiFeature</c>, in order of position.</summary>
    public static ImmutableArray<AttributeSyntax> AttributesOf(SyntaxNode root) =>
    [
        .. root.DescendantNodes().OfType<AttributeSyntax>().Where(a => LastName(a.Name) is "AiFeature" or "AiFeatureAttribute"),
    ];

    /// <summary>Whether a tree gives the attribute another name, under which <see cref="AttributesOf(SyntaxNode)"/> does not find it.</summary>
    public static bool RenamesAttribute(SyntaxNode root) =>
        root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .Any(n => n is UsingDirectiveSyntax { Alias: not null, NamespaceOrType: NameSyntax name } && LastName(name) is "AiFeature" or "AiFeatureAttribute");

    /// <summary>The argument that carries the id.</summary>
    public static AttributeArgumentSyntax? IdArgument(AttributeSyntax attribute) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals is null && a.NameColon?.Name.Identifier.ValueText is null or "id");

    /// <summary>The expressions that an attribute lists as former ids.</summary>
    public static IEnumerable<ExpressionSyntax> FormerIdExpressions(AttributeSyntax attribute) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == FeatureMark.FormerIdsProperty)?.Expression switch
        {
            ArrayCreationExpressionSyntax { Initializer: { } items } => items.Expressions,
            ImplicitArrayCreationExpressionSyntax { Initializer: var items } => items.Expressions,
            CollectionExpressionSyntax list => list.Elements.OfType<ExpressionElementSyntax>().Select(e => e.Expression),
            _ => [],
        };

    private void AddFormer(string id, AttributeSyntax attribute, Compilation compilation)
    {
        foreach (var expression in FormerIdExpressions(attribute))
        {
            if (IdOf(expression, compilation) is { } former && !_firstByFormerId.ContainsKey(former))
            {
                _firstByFormerId.Add(former, new FormerFeatureId(id, attribute));
            }
        }
    }

    private static string? IdOf(AttributeSyntax attribute, Compilation compilation) => IdOf(IdArgument(attribute)?.Expression, compilation);

    private static string? IdOf(ExpressionSyntax? expression, Compilation compilation) => expression switch
    {
        LiteralExpressionSyntax { Token.Value: string text } => text,
        IdentifierNameSyntax name => ConstantNamed(name.Identifier.ValueText, null, compilation),
        MemberAccessExpressionSyntax access => ConstantNamed(access.Name.Identifier.ValueText, LastName(access.Expression), compilation),
        _ => null,
    };

    private static string? ConstantNamed(string name, string? typeName, Compilation compilation)
    {
        var values = compilation.GetSymbolsWithName(name, SymbolFilter.Member)
            .OfType<IFieldSymbol>()
            .Where(f => f.HasConstantValue && (typeName is null || f.ContainingType.Name == typeName))
            .Select(f => f.ConstantValue as string)
            .Distinct()
            .Take(2)
            .ToList();
        return values.Count == 1 ? values[0] : null;
    }

    private static string? LastName(ExpressionSyntax expression) => expression switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => null,
    };
}

/// <summary>Who lists an id as a former one.</summary>
/// <param name="FeatureId">The feature's id of today.</param>
/// <param name="Attribute">The declaration.</param>
internal sealed record FormerFeatureId(string FeatureId, AttributeSyntax Attribute);
