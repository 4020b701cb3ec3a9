using Microsoft.CodeAnalysis;

namespace AiInstrument.Catalog.Symbols;

/// <summary>Finds types by name without failing where two assemblies declare the same name.</summary>
internal static class CompilationTypes
{
    /// <summary>The compilation's own type, else the only public one, else the first; null when there is none.</summary>
    public static INamedTypeSymbol? FindType(this Compilation compilation, string metadataName)
    {
        var types = compilation.GetTypesByMetadataName(metadataName);
        return types.FirstOrDefault(t => SymbolEqualityComparer.Default.Equals(t.ContainingAssembly, compilation.Assembly))
            ?? types.FirstOrDefault(t => t.DeclaredAccessibility == Accessibility.Public)
            ?? types.FirstOrDefault();
    }
}
