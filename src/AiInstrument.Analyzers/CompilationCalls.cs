using System.Collections.Immutable;
using AiInstrument.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers;

/// <summary>The LLM calls of one compilation, for the rules that look at calls. Resolves symbols once and keeps no result.</summary>
internal sealed class CompilationCalls
{
    /// <summary>The kinds of operations that can call a model.</summary>
    public static readonly ImmutableArray<OperationKind> OperationKinds =
    [
        OperationKind.Invocation, OperationKind.MethodReference, OperationKind.DynamicInvocation, OperationKind.ObjectCreation,
    ];

    private readonly CallClassifier _classifier;
    private readonly bool _isTestProject;

    private CompilationCalls(CallClassifier classifier, FeatureResolver features, bool isTestProject)
    {
        _classifier = classifier;
        _isTestProject = isTestProject;
        Features = features;
    }

    /// <summary>Finds the feature of a call.</summary>
    public FeatureResolver Features { get; }

    /// <summary>Binds to a compilation. Null when it can call no model: it references neither an SDK nor <c>HttpClient</c>.</summary>
    public static CompilationCalls? For(Compilation compilation, AnalyzerOptions options) =>
        CallClassifier.For(compilation, RuleOptions.InterceptCalls(options), options.AnalyzerConfigOptionsProvider) is { } classifier
            ? new CompilationCalls(classifier, new FeatureResolver(compilation), RuleOptions.IsTestProject(options))
            : null;

    /// <summary>The call that an operation makes, or null: no call, code that no person wrote, or code that does not compile yet.</summary>
    public LlmCall? Find(OperationAnalysisContext context)
    {
        if (CalledName(context.Operation) is not { } name || !_classifier.MayBeCall(name))
        {
            return null;
        }

        // Of generated code only Razor's shows what a person wrote; its #line directives lead to the .cshtml file.
        if (context.IsGeneratedCode && !RazorFiles.IsGenerated(context.Operation.Syntax.SyntaxTree))
        {
            return null;
        }

        if (_isTestProject && RuleOptions.IsLeftOut(context.Operation.Syntax.SyntaxTree, context.Options))
        {
            return null;
        }

        if (_classifier.Settings.For(context.Operation.Syntax.SyntaxTree).Excludes(context.Operation.Syntax.SyntaxTree.FilePath))
        {
            return null;
        }

        var call = _classifier.Classify(context.Operation, context.ContainingSymbol);
        return call is null || UnfinishedCode.IsAround(context.Operation) ? null : call;
    }

    private static string? CalledName(IOperation operation) => operation switch
    {
        IInvocationOperation invocation => invocation.TargetMethod.Name,
        IMethodReferenceOperation reference => reference.Method.Name,
        IDynamicInvocationOperation { Operation: IDynamicMemberReferenceOperation member } => member.MemberName,
        IObjectCreationOperation creation => creation.Type?.Name,
        _ => null,
    };
}
