using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Catalog.Symbols;

/// <summary>Methods that carry one of our attributes: in the sources of a compilation and in the assemblies that it references.</summary>
internal static class MarkedMethods
{
    // Weak: what nobody else holds takes its names with it.
    private static readonly ConditionalWeakTable<SyntaxTree, string[]> s_inTrees = new();
    private static readonly ConditionalWeakTable<IAssemblySymbol, string[]> s_inAssemblies = new();
    private static readonly NameScan s_attribute = new(["AiModelCall", "AiModelCallAttribute"]);

    /// <summary>The names of all marked methods: who looks for calls asks by name first.</summary>
    public static IEnumerable<string> NamesIn(Compilation compilation, INamedTypeSymbol attribute)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var name in s_inTrees.GetValue(tree, static t => [.. NamesIn(t)]))
            {
                yield return name;
            }
        }

        foreach (var assembly in RuntimeReferences.Of(compilation, attribute))
        {
            foreach (var name in s_inAssemblies.GetValue(assembly, a => [.. NamesIn(a.GlobalNamespace, attribute)]))
            {
                yield return name;
            }
        }
    }

    /// <summary>The attribute on the method, on what it overrides, or on the interface's method that it implements.</summary>
    public static AttributeData? Attribute(IMethodSymbol method, INamedTypeSymbol attribute)
    {
        method = DeclaredMethod.Of(method);
        for (var m = method; m is not null; m = m.OverriddenMethod)
        {
            if (Own(m, attribute) is { } own)
            {
                return own;
            }
        }

        foreach (var implemented in method.ContainingType?.AllInterfaces ?? [])
        {
            foreach (var member in implemented.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                if (Own(member, attribute) is { } own && SymbolEqualityComparer.Default.Equals(method.ContainingType!.FindImplementationForInterfaceMember(member), method))
                {
                    return own;
                }
            }
        }

        return null;
    }

    private static AttributeData? Own(IMethodSymbol method, INamedTypeSymbol attribute) =>
        method.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute));

    private static IEnumerable<string> NamesIn(SyntaxTree tree) =>
        s_attribute.Tokens(tree)
            .Where(t => t.Parent?.FirstAncestorOrSelf<AttributeSyntax>() is not null)
            .Select(t => t.Parent!.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier.ValueText)
            .OfType<string>()
            .Distinct();

    private static IEnumerable<string> NamesIn(INamespaceOrTypeSymbol container, INamedTypeSymbol attribute) =>
        container.GetMembers().SelectMany(member => member switch
        {
            INamespaceOrTypeSymbol inner => NamesIn(inner, attribute),
            IMethodSymbol { MethodKind: MethodKind.Ordinary } method when Own(method, attribute) is not null => [method.Name],
            _ => [],
        });
}
