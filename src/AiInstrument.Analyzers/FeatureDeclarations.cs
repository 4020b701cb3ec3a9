using System.Collections.Immutable;
using AiInstrument.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Analyzers;

/// <summary>
/// Where a compilation's sources declare features, found by syntax: a rule that looks at one file can ask about all others
/// without binding them. Ids are literals, or constants whose name says which one is meant.
/// </summary>
internal sealed class FeatureDeclarations
{
    private readonly Dictionary<string, AttributeSyntax> _firstById = [];

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
                }
            }
        }
    }

    /// <summary>The declared ids.</summary>
    public IEnumerable<string> Ids => _firstById.Keys;

    /// <summary>Whether there are declarations whose id cannot be read by name.</summary>
    public bool HasUnread { get; }

    /// <summary>The first declaration of an id, by file path and position, or null.</summary>
    public AttributeSyntax? First(string id) => _firstById.TryGetValue(id, out var first) ? first : null;

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

    private static string? IdOf(AttributeSyntax attribute, Compilation compilation) => IdArgument(attribute)?.Expression switch
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
