using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Generators.Reaching;

/// <summary>The types of a compilation by what they derive from. Asks the syntax of base lists first: most types are never bound.</summary>
internal sealed class SourceTypes
{
    private readonly Compilation _compilation;
    private readonly Dictionary<string, List<TypeDeclarationSyntax>> _byBase = new(StringComparer.Ordinal);
    private readonly Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>> _derived = new(SymbolEqualityComparer.Default);

    public SourceTypes(Compilation compilation, CancellationToken cancellation)
    {
        _compilation = compilation;
        foreach (var tree in compilation.SyntaxTrees)
        {
            var nodes = tree.GetRoot(cancellation).DescendantNodes(static n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax);
            foreach (var type in nodes.OfType<TypeDeclarationSyntax>())
            {
                foreach (var name in type.BaseList?.Types.Select(t => NameOf(t.Type)).OfType<string>() ?? [])
                {
                    Add(_byBase, name, type);
                }
            }
        }
    }

    /// <summary>The type itself and all that derive from it or implement it, in this compilation's source.</summary>
    public IReadOnlyList<INamedTypeSymbol> Family(INamedTypeSymbol type)
    {
        type = type.OriginalDefinition;
        if (!_derived.TryGetValue(type, out var family))
        {
            // Kept before it is complete: broken source may have types that derive from themselves.
            _derived.Add(type, family = [type]);
            var seen = new HashSet<INamedTypeSymbol>(family, SymbolEqualityComparer.Default);
            for (var i = 0; i < family.Count; i++)
            {
                family.AddRange(Children(family[i]).Where(seen.Add));
            }
        }

        return family;
    }

    /// <summary>Those of the family that there can be instances of.</summary>
    public IEnumerable<INamedTypeSymbol> Concrete(INamedTypeSymbol type) => Family(type).Where(t => t is { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false });

    private IEnumerable<INamedTypeSymbol> Children(INamedTypeSymbol type) =>
        (_byBase.TryGetValue(type.Name, out var candidates) ? candidates : [])
            .Select(c => _compilation.GetSemanticModel(c.SyntaxTree).GetDeclaredSymbol(c))
            .OfType<INamedTypeSymbol>()
            .Where(c => Is(c.BaseType, type) || c.Interfaces.Any(i => Is(i, type)));

    private static bool Is(INamedTypeSymbol? type, INamedTypeSymbol other) => SymbolEqualityComparer.Default.Equals(type?.OriginalDefinition, other);

    private static string? NameOf(TypeSyntax type) => type switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        _ => null,
    };

    private static void Add<T>(Dictionary<string, List<T>> lists, string key, T item)
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        list.Add(item);
    }
}
