using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AiInstrument.Catalog.Configuration;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Generators.Parsing;

/// <summary>
/// Reads a compilation file by file, and remembers per file what it said. Roslyn's own syntax providers ask every candidate
/// again when any file changes, and each answer binds the body around it. Here a file is read again when it changed, or when
/// something did that its meaning depends on: a declaration, a reference, an option. An edit in a body costs that body.
/// </summary>
/// <remarks>What is remembered hangs on objects of the compilation and goes with them. The answer is the same without.</remarks>
internal static class SourceReader
{
    private static readonly ConditionalWeakTable<SyntaxTree, FileMemory> s_files = new();

    // Edits leave a project's options alone.
    private static readonly ConditionalWeakTable<CompilationOptions, ProjectMemory> s_projects = new();

    public static SourceSpec Read(Compilation compilation, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        var trees = new List<(SyntaxTree Tree, FileMemory Memory)>();
        var meaning = Fingerprint.OfSettings(compilation);
        var aliases = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            var file = s_files.GetValue(tree, static t => new FileMemory(t));
            trees.Add((tree, file));
            meaning = Fingerprint.Add(meaning, file.Declarations);
            meaning = Fingerprint.Add(meaning, CatalogSettings.Raw(options.GetOptions(tree)));
            aliases.UnionWith(file.FeatureAliases);
        }

        var context = new Lazy<CompilationContext>(() => new CompilationContext(compilation, options));
        var memory = s_projects.GetOrCreateValue(compilation.Options);
        var project = memory.Facts.Recall(meaning, () => new ProjectFacts(ProjectParser.Parse(compilation), context.Value.Classifier?.OwnNames ?? []));
        if (!project.References.HasRuntime)
        {
            return new SourceSpec(project.References, default);
        }

        var reader = new FileReader(compilation, context, [.. aliases], project.OwnNames);
        var files = ImmutableArray.CreateBuilder<FileSpec>();
        foreach (var (tree, remembered) in trees)
        {
            if (remembered.File.Recall(meaning, () => memory.Read(reader, tree, meaning, cancellation)) is { IsEmpty: false } file)
            {
                files.Add(file);
            }
        }

        return new SourceSpec(project.References, new EquatableArray<FileSpec>(files.ToImmutable()));
    }

    private sealed record ProjectFacts(CompilationSpec References, ImmutableHashSet<string> OwnNames);

    private sealed class ProjectMemory
    {
        private static readonly Dictionary<ulong, Finding> s_nothing = [];
        private readonly ConcurrentDictionary<string, (ulong Meaning, Dictionary<ulong, Finding> Words)> _files = new(StringComparer.Ordinal);

        public Memory<ProjectFacts> Facts { get; } = new();

        /// <summary>Reads a file that changed. Of what it said before, all but the edited members still holds.</summary>
        public FileSpec Read(FileReader reader, SyntaxTree tree, ulong meaning, CancellationToken cancellation)
        {
            var known = _files.TryGetValue(tree.FilePath, out var last) && last.Meaning == meaning ? last.Words : s_nothing;
            var (file, words) = reader.Read(tree, known, cancellation);
            _files[tree.FilePath] = (meaning, words);
            return file;
        }
    }
}
