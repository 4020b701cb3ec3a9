using AiInstrument.Catalog.Features;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Analyzers.Features;

/// <summary>The features that referenced assemblies declare: each carries <c>[assembly: AiDeclaredFeature("id")]</c> per feature.</summary>
internal sealed class ReferencedFeatures
{
    private readonly Dictionary<string, string> _assemblyById = [];
    private readonly Dictionary<string, (string FeatureId, string Assembly)> _featureByFormerId = [];

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
                    foreach (var former in FeatureMark.FormerIds(attribute))
                    {
                        if (!_featureByFormerId.ContainsKey(former))
                        {
                            _featureByFormerId.Add(former, (id, assembly.Name));
                        }
                    }
                }
            }
        }
    }

    /// <summary>The declared ids.</summary>
    public IEnumerable<string> Ids => _assemblyById.Keys;

    /// <summary>The ids that features had before.</summary>
    public IEnumerable<string> FormerIds => _featureByFormerId.Keys;

    /// <summary>The feature that had an id before, and the assembly that says so; null when none does.</summary>
    public (string FeatureId, string Assembly)? FeatureOfFormer(string id) => _featureByFormerId.TryGetValue(id, out var feature) ? feature : null;

    /// <summary>The assembly that declares an id, or null.</summary>
    public string? AssemblyOf(string id) => _assemblyById.TryGetValue(id, out var assembly) ? assembly : null;
}
