using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Catalog.Configuration;

/// <summary>The settings of the trees of one compilation, each set of values parsed once.</summary>
internal sealed class SettingsReader(AnalyzerConfigOptionsProvider? options)
{
    private readonly ConcurrentDictionary<string, CatalogSettings> _byRaw = new(StringComparer.Ordinal);

    public CatalogSettings For(SyntaxTree tree)
    {
        if (options is null)
        {
            return CatalogSettings.Empty;
        }

        var section = options.GetOptions(tree);
        var raw = CatalogSettings.Raw(section);
        return raw.Length == 0 ? CatalogSettings.Empty : _byRaw.GetOrAdd(raw, _ => CatalogSettings.Read(section));
    }

    /// <summary>The different settings of a compilation; none where nothing is configured.</summary>
    public IEnumerable<CatalogSettings> All(Compilation compilation) =>
        options is null ? [] : compilation.SyntaxTrees.Select(For).Where(s => s != CatalogSettings.Empty).Distinct();
}
