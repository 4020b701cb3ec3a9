using AiInstrument.Catalog;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Generators.Parsing;

/// <summary>Reads the calls that hand a feature over. Which members take one the compilation says: only who marks some pays for the look.</summary>
internal static class FeatureCalls
{
    /// <summary>The calls, in order; none where nothing is marked.</summary>
    public static EquatableArray<FeatureCallSpec> Of(Compilation compilation, CancellationToken cancellation)
    {
        var context = CompilationContext.For(compilation);
        if (context.Classifier is not { HasFromCallerMembers: true } classifier || !context.Features.IsAvailable)
        {
            return default;
        }

        var calls = new List<FeatureCallSpec>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            SemanticModel? model = null;
            foreach (var invocation in tree.GetRoot(cancellation).DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (CalledName(invocation) is { } name
                    && classifier.MayBeFromCaller(name)
                    && Parse(invocation, model ??= compilation.GetSemanticModel(tree), classifier, context.Features, cancellation) is { } call)
                {
                    calls.Add(call);
                }
            }
        }

        var twins = TwinFiles.Checksums(calls.Select(c => (c.Data, c.File)));
        return calls
            .Where(c => !twins.Contains(TwinFiles.Checksum(c.Data)))
            .OrderBy(c => c.Id, StringComparer.Ordinal)
            .GroupBy(c => c.Id, StringComparer.Ordinal)
            .Select(g => g.First())
            .ToEquatableArray();
    }

    private static FeatureCallSpec? Parse(InvocationExpressionSyntax invocation, SemanticModel model, CallClassifier classifier, FeatureResolver features, CancellationToken cancellation)
    {
        if (model.GetEnclosingSymbol(invocation.SpanStart, cancellation) is not { } containing
            || model.GetOperation(invocation, cancellation) is not { } operation
            || Classify(classifier, operation, containing, model, cancellation) is not { Escape: EscapeReason.None, Target: { } target } call
            || features.Resolve(call.Node, model, containing).Declared is not { } feature
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

    private static string? CalledName(InvocationExpressionSyntax invocation) => invocation.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}
