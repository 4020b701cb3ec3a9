using System.Collections.Immutable;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Generators.Parsing;

/// <summary>
/// All calls of a compilation whose user declares or configures some. Syntax providers choose by names that they know
/// beforehand: here the names are the compilation's own, and only who uses them pays for a second look.
/// </summary>
internal static class ExtendedCalls
{
    /// <summary>The calls; null where the shipped catalog is all there is.</summary>
    public static EquatableArray<CallSpec>? Of(Compilation compilation, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        var context = CompilationContext.For(compilation, options);
        if (context.Classifier is not { IsExtended: true } classifier || !context.Features.IsAvailable)
        {
            return null;
        }

        var calls = ImmutableArray.CreateBuilder<CallSpec>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            SemanticModel? model = null;
            foreach (var node in tree.GetRoot(cancellation).DescendantNodes())
            {
                if ((CallParser.IsCandidate(node) || (node is SimpleNameSyntax name && classifier.MayBeCall(name.Identifier.ValueText)))
                    && CallParser.Parse(node, model ??= compilation.GetSemanticModel(tree), context, cancellation) is { } call)
                {
                    calls.Add(call);
                }
            }
        }

        return calls.ToEquatableArray();
    }
}
