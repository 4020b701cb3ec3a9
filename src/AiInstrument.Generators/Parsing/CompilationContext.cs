using System.Runtime.CompilerServices;
using AiInstrument.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Generators.Parsing;

/// <summary>What is resolved once per compilation and asked for every candidate call.</summary>
internal sealed class CompilationContext
{
    // Weak: a compilation that nobody else holds takes its context with it.
    private static readonly ConditionalWeakTable<Compilation, CompilationContext> s_contexts = new();

    private CompilationContext(Compilation compilation, AnalyzerConfigOptionsProvider? options)
    {
        // The project's switch is not known here; the CallSites step applies it.
        Classifier = CallClassifier.For(compilation, interceptionEnabled: true, options);
        Features = new FeatureResolver(compilation);
    }

    public CallClassifier? Classifier { get; }

    public FeatureResolver Features { get; }

    public static CompilationContext For(Compilation compilation) => s_contexts.GetValue(compilation, static c => new CompilationContext(c, options: null));

    /// <summary>With what the user configures.</summary>
    public static CompilationContext For(Compilation compilation, AnalyzerConfigOptionsProvider options) => new(compilation, options);
}
