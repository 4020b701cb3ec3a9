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
/// something did that its meaning depends on: a declaration, a reference, an option. An edit in a body costs one file.
/// </summary>
/// <remarks>What is remembered hangs on objects of the compilation and goes with them. The answer is the same without.</remarks>
internal static class SourceReader
{
    private static readonly ConditionalWeakTable<SyntaxTree, FileMemory> s_files = new();

    // Edits leave a project's options alone.
    private static readonly ConditionalWeakTable<CompilationOptions, Memory<ProjectFacts>> s_projects = new();

    public static SourceSpec Read(Compilation compilation, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        var memories = new List<(SyntaxTree Tree, FileMemory Memory)>();
        var meaning = Fingerprint.OfSettings(compilation);
        var aliases = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            var memory = s_files.GetValue(tree, static t => new FileMemory(t));
            memories.Add((tree, memory));
            meaning = Fingerprint.Add(meaning, memory.Declarations);
            meaning = Fingerprint.Add(meaning, CatalogSettings.Raw(options.GetOptions(tree)));
            aliases.UnionWith(memory.FeatureAliases);
        }

        var context = new Lazy<CompilationContext>(() => new CompilationContext(compilation, options));
        var project = s_projects.GetOrCreateValue(compilation.Options)
            .Recall(meaning, () => new ProjectFacts(ProjectParser.Parse(compilation), context.Value.Classifier?.OwnNames ?? []));
        if (!project.References.HasRuntime)
        {
            return new SourceSpec(project.References, default);
        }

        var reader = new FileReader(context, [.. aliases], project.OwnNames);
        var files = ImmutableArray.CreateBuilder<FileSpec>();
        foreach (var (tree, memory) in memories)
        {
            if (memory.File.Recall(meaning, () => reader.Read(tree, cancellation)) is { IsEmpty: false } file)
            {
                files.Add(file);
            }
        }

        return new SourceSpec(project.References, new EquatableArray<FileSpec>(files.ToImmutable()));
    }

    private sealed record ProjectFacts(CompilationSpec References, ImmutableHashSet<string> OwnNames);
}
