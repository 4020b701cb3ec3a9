using System.Collections.Concurrent;
using System.Collections.Immutable;
using AiInstrument.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.Cli.Scanning.Loading;

/// <summary>Makes compilations of described projects. A project that several reference is made once, and kept until <see cref="Release"/>.</summary>
/// <param name="graph">The projects.</param>
internal sealed class ProjectLoader(ProjectGraph graph)
{
    private const string GeneratorFile = "AiInstrument.Generators.dll";

    private readonly ConcurrentDictionary<string, Lazy<LoadedProject>> _loaded = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, AssemblyMetadata?> _assemblies = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ImmutableArray<ISourceGenerator>> _generators = new(StringComparer.Ordinal);
    private readonly GeneratorAssemblies _generatorAssemblies = new();

    /// <summary>The project's compilation, made now if it is not yet.</summary>
    public LoadedProject Load(ScannedInput project, CancellationToken cancellationToken) =>
        _loaded.GetOrAdd(project.Description.File, _ => new Lazy<LoadedProject>(() => Make(project, cancellationToken))).Value;

    /// <summary>Lets go of a project that nothing will ask for again.</summary>
    public void Release(string project) => _loaded.TryRemove(project, out _);

    private LoadedProject Make(ScannedInput project, CancellationToken cancellationToken)
    {
        var arguments = project.Arguments;
        var configurations = arguments.AnalyzerConfigPaths.Where(File.Exists).Select(path => AnalyzerConfig.Parse(Text(path, SourceHashAlgorithm.Sha1), path)).ToArray();
        var configuration = new ProjectConfiguration(AnalyzerConfigSet.Create(configurations, out _), ImmutableDictionary<string, string>.Empty
            .Add("build_property.IsTestProject", project.Description.IsTest ? "true" : "false")
            .Add("build_property.MSBuildProjectDirectory", Path.GetDirectoryName(project.Description.File)!));
        var parse = arguments.ParseOptions;
        var written = arguments.SourceFiles
            .Where(file => File.Exists(file.Path))
            .Select(file => CSharpSyntaxTree.ParseText(Text(file.Path, arguments.ChecksumAlgorithm), parse, file.Path, cancellationToken))
            .ToArray();
        var compilation = CSharpCompilation.Create(
            arguments.CompilationName ?? project.Description.Name,
            written,
            References(project, cancellationToken),
            arguments.CompilationOptions
                .WithSyntaxTreeOptionsProvider(configuration.Severities)
                .WithConcurrentBuild(false)
                .WithAssemblyIdentityComparer(DesktopAssemblyIdentityComparer.Default));
        var additional = arguments.AdditionalFiles.Select(file => (AdditionalText)new SourceFileText(file.Path)).ToArray();
        var generators = Generators(arguments.AnalyzerReferences, out var hasOurs);
        if (generators.Length > 0)
        {
            CSharpGeneratorDriver.Create(generators, additional, parse, configuration)
                .RunGeneratorsAndUpdateCompilation(compilation, out var updated, out _, cancellationToken);
            compilation = (CSharpCompilation)updated;
        }

        return new LoadedProject(compilation, written, configuration, additional, hasOurs);
    }

    // A reference to where a referenced project's build puts its assembly is one to the project, built or not.
    private List<MetadataReference> References(ScannedInput project, CancellationToken cancellationToken)
    {
        var references = new List<MetadataReference>();
        foreach (var reference in project.Arguments.MetadataReferences)
        {
            if (graph.ProjectOf(reference.Reference, project) is { } referenced)
            {
                references.Add(Load(referenced, cancellationToken).Compilation.ToMetadataReference(reference.Properties.Aliases, reference.Properties.EmbedInteropTypes));
            }
            else if (_assemblies.GetOrAdd(reference.Reference, Read) is { } assembly)
            {
                references.Add(assembly.GetReference(aliases: reference.Properties.Aliases, embedInteropTypes: reference.Properties.EmbedInteropTypes, filePath: reference.Reference));
            }
        }

        return references;
    }

    private static AssemblyMetadata? Read(string path) => File.Exists(path) ? AssemblyMetadata.CreateFromFile(path) : null;

    private ImmutableArray<ISourceGenerator> Generators(IEnumerable<CommandLineAnalyzerReference> references, out bool hasOurs)
    {
        hasOurs = false;
        var generators = ImmutableArray.CreateBuilder<ISourceGenerator>();
        foreach (var path in references.Select(reference => reference.FilePath))
        {
            var isOurs = Path.GetFileName(path).Equals(GeneratorFile, StringComparison.OrdinalIgnoreCase);
            hasOurs |= isOurs;
            if (File.Exists(path))
            {
                generators.AddRange(_generators.GetOrAdd(path, file => new AnalyzerFileReference(file, _generatorAssemblies).GetGenerators(LanguageNames.CSharp)));
            }
            else if (isOurs)
            {
                // One that is a project of the code base, and not built.
                generators.Add(new AiInstrumentGenerator().AsSourceGenerator());
            }
        }

        return generators.ToImmutable();
    }

    private static SourceText Text(string path, SourceHashAlgorithm algorithm)
    {
        using var file = File.OpenRead(path);
        return SourceText.From(file, checksumAlgorithm: algorithm);
    }
}
