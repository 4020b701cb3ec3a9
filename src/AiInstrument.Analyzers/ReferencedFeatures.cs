using AiInstrument.Catalog;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Analyzers;

/// <summary>The features that referenced assemblies declare: each carries <c>[assembly: AiDeclaredFeature("id")]</c> per feature.</summary>
internal sealed class ReferencedFeatures
{
    private readonly Dictionary<string, string> _assemblyById = [];

    public ReferencedFeatures(Compilation compilation)
    {
        if (compilation.FindType("AiInstrument.Registry.AiDeclaredFeatureAttribute") is not { } declared)
        {
            return;
        }

        foreach (var assembly in RuntimeReferences.Of(compilation, declared))
        {
            foreach (var attribute in assembly.GetAttributes())
            {
                if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, declared)
                    && attribute.ConstructorArguments.FirstOrDefault().Value is string id
                    && !_assemblyById.ContainsKey(id))
                {
                    _assemblyById.Add(id, assembly.Name);
                }
            }
        }
    }

    /// <summary>The declared ids.</summary>
    public IEnumerable<string> Ids => _assemblyById.Keys;

    /// <summary>The assembly that declares an id, or null.</summary>
    public string? AssemblyOf(string id) => _assemblyById.TryGetValue(id, out var assembly) ? assembly : null;
}
