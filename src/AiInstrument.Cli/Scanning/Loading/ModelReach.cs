using System.Buffers;
using AiInstrument.Catalog;
using AiInstrument.Catalog.Configuration;
using AiInstrument.Catalog.Sdks;

namespace AiInstrument.Cli.Scanning.Loading;

/// <summary>
/// Which projects can call a model at all: they reference an SDK of the catalog or AiInstrument, name the host of a model or
/// reference a project that does, or have a configuration that adds methods or hosts. The others need not be compiled.
/// </summary>
/// <param name="graph">The projects.</param>
internal sealed class ModelReach(ProjectGraph graph)
{
    private static readonly HashSet<string> s_assemblies = new([.. LlmSdks.All.SelectMany(sdk => sdk.Assemblies), "AiInstrument"], StringComparer.OrdinalIgnoreCase);
    private static readonly SearchValues<string> s_hosts = SearchValues.Create([.. RawHttp.HostTexts], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> s_settings = SearchValues.Create([CatalogSettings.MethodsKey, CatalogSettings.HostsKey], StringComparison.OrdinalIgnoreCase);

    private readonly HashSet<string> _naming = new(StringComparer.Ordinal);

    /// <summary>The projects, in an order in which each is after those that it references.</summary>
    public IReadOnlyList<ScannedInput> Find(CancellationToken cancellationToken)
    {
        var reaching = new List<ScannedInput>();
        foreach (var project in graph.InOrder)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (NamesHost(project))
            {
                _naming.Add(project.Description.File);
            }

            if (_naming.Contains(project.Description.File) || ReferencesSdk(project) || IsConfigured(project))
            {
                reaching.Add(project);
            }
        }

        return reaching;
    }

    private static bool ReferencesSdk(ScannedInput project) =>
        project.Arguments.MetadataReferences.Any(reference => s_assemblies.Contains(Path.GetFileNameWithoutExtension(reference.Reference)));

    private bool NamesHost(ScannedInput project) =>
        graph.ReferencesOf(project).Any(reference => _naming.Contains(reference.Description.File))
        || project.Arguments.SourceFiles.Any(file => Has(file.Path, s_hosts));

    private static bool IsConfigured(ScannedInput project) => project.Arguments.AnalyzerConfigPaths.Any(path => Has(path, s_settings));

    private static bool Has(string path, SearchValues<string> texts) => File.Exists(path) && File.ReadAllText(path).AsSpan().ContainsAny(texts);
}
