using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Generators.Reaching;

/// <summary>Reads which call sites the entry points of a compilation reach, and which the members that other assemblies call.</summary>
internal static class ReachReader
{
    /// <summary>Reads a compilation. Null where the build does not ask: only a build that makes an assembly does, no editor and no design-time build.</summary>
    public static ReachabilitySpec? Read(Compilation compilation, SourceSpec source, ProjectSpec project, CancellationToken cancellation)
    {
        if (!project.ReadReachability || !source.References.HasRuntime)
        {
            return null;
        }

        var search = new CallerSearch(compilation, cancellation);
        var outside = ReferencedReach.AddTo(search, compilation);
        AddCallSites(search, compilation, source, cancellation);
        search.Run();
        return new ReachabilitySpec(
            search.Nodes.SelectMany(n => n.Entries.Select(e => (Entry: e, Node: n)))
                .GroupBy(x => x.Entry)
                .Select(g => ReachedSites.From(g.Key, g.Select(x => x.Node)))
                .OfType<ReachSpec<EntryPointSpec>>()
                .OrderBy(r => r.From.Name, StringComparer.Ordinal).ThenBy(r => r.From.Kind, StringComparer.Ordinal).ThenBy(r => r.From.PageFile, StringComparer.Ordinal)
                .ToEquatableArray(),
            compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary ? Members(search, compilation, outside) : default);
    }

    private static void AddCallSites(CallerSearch search, Compilation compilation, SourceSpec source, CancellationToken cancellation)
    {
        var trees = compilation.SyntaxTrees.ToLookup(t => t.FilePath, StringComparer.Ordinal);
        foreach (var call in source.Files.SelectMany(f => f.Calls))
        {
            foreach (var tree in trees[call.Site.File].Where(t => call.Position < t.Length).Take(1))
            {
                if (tree.GetRoot(cancellation).FindToken(call.Position).Parent is { } node)
                {
                    search.Around(node)?.Sites.Add(call.Site.Id);
                }
            }
        }
    }

    /// <summary>The members that code of another assembly can name, with those of this assembly's interfaces and base classes through which it may run them.</summary>
    private static EquatableArray<ReachSpec<string>> Members(CallerSearch search, Compilation compilation, HashSet<GraphNode> outside) =>
        search.Nodes.Where(n => n.Symbol is not null && !outside.Contains(n))
            .SelectMany(n => search.Called(n.Symbol!).Select(s => (Symbol: s, Node: n)))
            .Where(x => SymbolEqualityComparer.Default.Equals(x.Symbol.ContainingAssembly, compilation.Assembly) && IsVisible(x.Symbol))
            .GroupBy(x => x.Symbol.GetDocumentationCommentId() ?? "", StringComparer.Ordinal)
            .Where(g => g.Key.Length > 0)
            .Select(g => (Reach: ReachedSites.From(g.Key, g.Select(x => x.Node)), IsAmbiguous: search.IsOneOfSeveral(g.First().Symbol)))
            .Select(x => x is { Reach: { } reach, IsAmbiguous: true } ? AllAmbiguous(reach) : x.Reach)
            .OfType<ReachSpec<string>>()
            .OrderBy(r => r.From, StringComparer.Ordinal)
            .ToEquatableArray();

    private static ReachSpec<string> AllAmbiguous(ReachSpec<string> reach) =>
        new(reach.From, default, reach.Sites.Concat(reach.Ambiguous).OrderBy(s => s, StringComparer.Ordinal).ToEquatableArray());

    private static bool IsVisible(ISymbol symbol)
    {
        if (symbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.ExplicitInterfaceImplementation })
        {
            return false;
        }

        for (ISymbol? current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            if (current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }

        return true;
    }
}
