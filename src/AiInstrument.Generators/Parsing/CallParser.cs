using AiInstrument.Catalog.Calls;
using AiInstrument.Catalog.Features;
using AiInstrument.Catalog.Symbols;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Generators.Parsing;

/// <summary>Reads call sites off source. What a call is, the catalog's classifier decides.</summary>
internal static class CallParser
{
    /// <summary><c>HttpRequestMessage m = new(HttpMethod.Post, "https://…")</c> and <c>new() { RequestUri = … }</c> name no type.</summary>
    public static bool IsCandidate(ImplicitObjectCreationExpressionSyntax creation) =>
        creation.ArgumentList.Arguments.Count == 2
        || creation.Initializer?.Expressions.Any(m => m is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "RequestUri" } }) == true;

    /// <summary>The call that a name, wherever it is used, or a creation makes; null when it makes none.</summary>
    public static CallSpec? Parse(SyntaxNode node, SemanticModel model, CompilationContext compilation, CancellationToken cancellation)
    {
        if (compilation.Classifier is not { } classifier
            || (node is SimpleNameSyntax name && !classifier.MayBeCall(name.Identifier.ValueText)))
        {
            return null;
        }

        var expression = ExpressionOf(node);
        if (model.GetEnclosingSymbol(expression.SpanStart, cancellation) is not { } containing
            || model.GetOperation(expression, cancellation) is not { } operation
            || Classify(classifier, operation, containing, model, cancellation) is not { } call)
        {
            return null;
        }

        var id = CallSiteId.Of(model.Compilation.AssemblyName ?? "", SymbolNames.Member(containing), call.TargetName, CallSiteId.Ordinal(call.Node, call.TargetName, model));
        var interception = call.Escape == EscapeReason.None ? Interception(id, call, expression, model, cancellation) : null;
        var escape = call.Escape == EscapeReason.None && interception is null ? EscapeReason.UnsupportedShape : call.Escape;

        return new CallSpec(
            new CallSiteSpec(
                id,
                SymbolNames.Member(containing),
                call.Node.SyntaxTree.FilePath,
                call.Node.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
                call.Sdk,
                call.TargetName,
                call.Operation,
                call.Provider,
                call.Model,
                Feature(compilation.Features.Resolve(call.Node, model, containing)),
                escape == EscapeReason.None ? null : escape.Code(),
                !call.IsMeasuredByClient ? null : call.Escape == EscapeReason.RawHttp ? "http" : "middleware"),
            interception,
            node.SpanStart);
    }

    /// <summary>The call of the method that a name names; null where it is used otherwise.</summary>
    public static InvocationExpressionSyntax? InvocationOf(SimpleNameSyntax name)
    {
        ExpressionSyntax called = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access,
            MemberBindingExpressionSyntax binding => binding,
            _ => name,
        };
        return called.Parent is InvocationExpressionSyntax invocation && invocation.Expression == called ? invocation : null;
    }

    private static LlmCall? Classify(CallClassifier classifier, IOperation operation, ISymbol containing, SemanticModel model, CancellationToken cancellation) =>
        operation is IInvalidOperation { Syntax: InvocationExpressionSyntax invocation }
            ? UnboundCall.TargetOf(invocation, model, cancellation) is { } target ? classifier.ClassifyUnbound(operation, target, containing) : null
            : classifier.Classify(operation, containing);

    private static InterceptionSpec? Interception(string id, LlmCall call, ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation) =>
        expression is InvocationExpressionSyntax invocation
        && call is { Target: { } target, Method: { } row }
        && model.GetInterceptableLocation(invocation, cancellation) is { } location
            ? new InterceptionSpec(id, MethodParser.Parse(target, row, call.Shape, call.IsGeneric), location.Version, location.Data)
            : null;

    private static FeatureSpec? Feature(FeatureResolution resolution) =>
        resolution.Declared is { } declared ? FeatureParser.Spec(declared) : null;

    /// <summary>The whole expression that the name belongs to: the call, the creation, or the method that is taken as a delegate.</summary>
    private static ExpressionSyntax ExpressionOf(SyntaxNode node)
    {
        var expression = (ExpressionSyntax)node;
        while (expression.Parent is ExpressionSyntax parent && BelongsTo(expression, parent))
        {
            expression = parent;
        }

        return expression;
    }

    private static bool BelongsTo(ExpressionSyntax name, ExpressionSyntax parent) => parent switch
    {
        MemberAccessExpressionSyntax access => access.Name == name,
        MemberBindingExpressionSyntax binding => binding.Name == name,
        QualifiedNameSyntax qualified => qualified.Right == name,
        AliasQualifiedNameSyntax qualified => qualified.Name == name,
        InvocationExpressionSyntax invocation => invocation.Expression == name,
        ObjectCreationExpressionSyntax creation => creation.Type == name,
        _ => false,
    };
}
