using AiInstrument.Catalog.Calls;
using AiInstrument.Catalog.Features;
using AiInstrument.Catalog.Jobs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Generators.Parsing;

/// <summary>What is resolved once per compilation and asked for every candidate call.</summary>
internal sealed class CompilationContext(Compilation compilation, AnalyzerConfigOptionsProvider options)
{
    /// <summary>The classifier. The project's switch is not known here; the CallSites step applies it.</summary>
    public CallClassifier? Classifier { get; } = CallClassifier.For(compilation, interceptionEnabled: true, options);

    public FeatureResolver Features { get; } = new(compilation);

    public JobContracts JobContracts { get; } = new(compilation);

    public FunctionTriggers FunctionTriggers { get; } = new(compilation);
}
