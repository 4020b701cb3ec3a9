using Microsoft.CodeAnalysis;

namespace AiInstrument.Catalog.Symbols;

/// <summary>The referenced assemblies that can carry an attribute of the runtime: only those that reference it. Most need not be read.</summary>
internal static class RuntimeReferences
{
    public static IEnumerable<IAssemblySymbol> Of(Compilation compilation, INamedTypeSymbol attribute) =>
        compilation.SourceModule.ReferencedAssemblySymbols
            .Where(assembly => assembly.Modules.First().ReferencedAssemblies.Any(a => a.Name == attribute.ContainingAssembly.Name));
}
