using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Generators.Reaching;

/// <summary>What referenced assemblies say that their members reach: each was read when it was built.</summary>
internal static class ReferencedReach
{
    /// <summary>Adds the members to a search and gives them back.</summary>
    public static HashSet<GraphNode> AddTo(CallerSearch search, Compilation compilation)
    {
        var nodes = new HashSet<GraphNode>();
        if (compilation.FindType("AiInstrument.Registry.AiReachingMemberAttribute") is not { } reaching)
        {
            return nodes;
        }

        foreach (var attribute in RuntimeReferences.Of(compilation, reaching).OrderBy(a => a.Name, StringComparer.Ordinal).SelectMany(a => a.GetAttributes()))
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, reaching)
                && attribute.ConstructorArguments is { Length: 3 } arguments
                && arguments[0].Value is string member && arguments[1].Value is string sites && arguments[2].Value is string ambiguous
                && Uses.Declared(DocumentationCommentId.GetFirstSymbolForDeclarationId(member, compilation)) is { } declared)
            {
                var node = search.NodeOf(declared);
                node.Sites.AddRange(Ids(sites));
                node.AmbiguousSites.AddRange(Ids(ambiguous));
                nodes.Add(node);
            }
        }

        return nodes;
    }

    private static string[] Ids(string list) => list.Split([' '], StringSplitOptions.RemoveEmptyEntries);
}
