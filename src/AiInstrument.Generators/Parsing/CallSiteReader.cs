using System.Collections.Immutable;
using AiInstrument.Catalog.Calls;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Generators.Parsing;

/// <summary>The call sites that a build's registry would list, of a compilation with or without the package. For tools that look at source.</summary>
internal static class CallSiteReader
{
    /// <summary>Reads the call sites, each with the file that it is in.</summary>
    /// <param name="compilation">The compilation, with what generators wrote.</param>
    /// <param name="trees">The files to look at.</param>
    /// <param name="options">The configuration.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static IReadOnlyList<CallSpec> Read(Compilation compilation, IEnumerable<SyntaxTree> trees, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        var context = new CompilationContext(compilation, options);
        var reader = new FileReader(compilation, new Lazy<CompilationContext>(() => context), [], context.Classifier?.OwnNames ?? []);
        var calls = trees.SelectMany(tree => reader.Read(tree, ImmutableDictionary<ulong, Finding>.Empty, cancellation).File.Calls).ToEquatableArray();
        var intercepts = ProjectParser.Parse(options).InterceptCalls;
        return [.. CallSiteList.Distinct(TwinFiles.Escape(calls)).Select(call => call.Site.Escape is not null || intercepts ? call : call with { Site = call.Site with { Escape = EscapeReason.InterceptionOff.Code() } })];
    }
}
