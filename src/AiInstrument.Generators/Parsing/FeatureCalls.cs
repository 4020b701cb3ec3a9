using AiInstrument.Catalog.Calls;
using AiInstrument.Catalog.Symbols;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Generators.Parsing;

/// <summary>Reads the calls that hand a feature over. Which members take one the compilation says: only who marks some pays for the look.</summary>
internal static class FeatureCalls
{
    /// <summary>The calls, each once and in order; those in files of the same text cannot be told apart.</summary>
    public static EquatableArray<FeatureCallSpec> Of(IEnumerable<FeatureCallSpec> read)
    {
        var calls = read.ToList();
        var twins = TwinFiles.Checksums(calls.Select(c => (c.Data, c.File)));
        return calls
            .Where(c => !twins.Contains(TwinFiles.Checksum(c.Data)))
            .OrderBy(c => c.Id, StringComparer.Ordinal)
            .GroupBy(c => c.Id, StringComparer.Ordinal)
            .Select(g => g.First())
            .ToEquatableArray();
    }

    /// <summary>The call that a name makes; null when it hands no feature over.</summary>
    public static FeatureCallSpec? Parse(SimpleNameSyntax name, SemanticModel model, CompilationContext context, CancellationToken cancellation)
    {
        if (CallParser.InvocationOf(name) is not { } invocation
            || context.Classifier is not { } classifier
            || !classifier.MayBeFromCaller(name.Identifier.ValueText)
            || model.GetEnclosingSymbol(invocation.SpanStart, cancellation) is not { } containing
            || model.GetOperation(invocation, cancellation) is not { } operation
            || Classify(classifier, operation, containing, model, cancellation) is not { Escape: EscapeReason.None, Target: { } target } call
            || context.Features.Resolve(call.Node, model, containing).Declared is not { } feature
            || model.GetInterceptableLocation(invocation, cancellation) is not { } location)
        {
            return null;
        }

        return new FeatureCallSpec(
            CallSiteId.Of(model.Compilation.AssemblyName ?? "", SymbolNames.Member(containing), call.TargetName, CallSiteId.Ordinal(call.Node, call.TargetName, model)),
            invocation.SyntaxTree.FilePath,
            FeatureParser.Spec(feature),
            MethodParser.Parse(target, call.Shape),
            location.Version,
            location.Data);
    }

    private static FromCallerCall? Classify(CallClassifier classifier, IOperation operation, ISymbol containing, SemanticModel model, CancellationToken cancellation) =>
        operation is IInvalidOperation { Syntax: InvocationExpressionSyntax invocation }
            ? UnboundCall.TargetOf(invocation, model, cancellation) is { } target ? classifier.ClassifyFromCallerUnbound(operation, target, containing) : null
            : classifier.ClassifyFromCaller(operation, containing);
}
