using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AiInstrument.Catalog.Calls;
using AiInstrument.Catalog.Configuration;
using AiInstrument.Catalog.Features;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Calls;

/// <summary>The LLM calls of one compilation, for the rules that look at calls. Resolves symbols once and keeps no result.</summary>
internal sealed class CompilationCalls
{
    /// <summary>The kinds of operations that can call a model.</summary>
    public static readonly ImmutableArray<OperationKind> OperationKinds =
    [
        OperationKind.Invocation, OperationKind.MethodReference, OperationKind.DynamicInvocation, OperationKind.ObjectCreation,
    ];

    private static readonly ImmutableArray<OperationKind> OperationKindsFromCaller = OperationKinds.Add(OperationKind.PropertyReference);

    // Weak: what nobody else holds takes its binding with it. All rules of one run are handed the same options.
    private static readonly ConditionalWeakTable<Compilation, Bound> s_byCompilation = new();

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

    /// <summary>Binds to a compilation, once for all rules. Null when it can call no model.</summary>
    public static CompilationCalls? For(Compilation compilation, AnalyzerOptions options)
    {
        var bound = s_byCompilation.GetValue(compilation, c => new Bound(options, Bind(c, options)));
        return ReferenceEquals(bound.Options, options) ? bound.Calls : Bind(compilation, options);
    }

    private static CompilationCalls? Bind(Compilation compilation, AnalyzerOptions options) =>
        CallClassifier.For(compilation, RuleOptions.InterceptCalls(options), options.AnalyzerConfigOptionsProvider) is { } classifier
            ? new CompilationCalls(classifier, new FeatureResolver(compilation), TestFiles.AreOfProject(options.AnalyzerConfigOptionsProvider))
            : null;

    /// <summary>The kinds of operations that can need a feature: those that can call a model, or a member that takes its feature from the caller.</summary>
    public ImmutableArray<OperationKind> KindsInNeedOfFeature => _classifier.HasFromCallerMembers ? OperationKindsFromCaller : OperationKinds;

    /// <summary>The call that an operation makes, or null: no call, code that no person wrote, or code that does not compile yet.</summary>
    public LlmCall? Find(OperationAnalysisContext context)
    {
        if (CalledName(context.Operation) is not { } name || !_classifier.MayBeCall(name) || IsIgnored(context))
        {
            return null;
        }

        var call = _classifier.Classify(context.Operation, context.ContainingSymbol);
        // What the handler measures is a request like others: what it is about shows only at run time.
        return call is null or { Escape: EscapeReason.RawHttp, IsMeasuredByClient: true } || UnfinishedCode.IsAround(context.Operation) ? null : call;
    }

    /// <summary>The use of a member that takes its feature from the caller, or null, as for <see cref="Find"/>.</summary>
    public FromCallerCall? FindFromCaller(OperationAnalysisContext context)
    {
        if (!MayBeFromCaller(context.Operation) || IsIgnored(context))
        {
            return null;
        }

        var call = _classifier.ClassifyFromCaller(context.Operation, context.ContainingSymbol);
        return call is null || UnfinishedCode.IsAround(context.Operation) ? null : call;
    }

    private bool MayBeFromCaller(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: var method } => method.MethodKind == MethodKind.LocalFunction || _classifier.MayBeFromCaller(method.Name),
        IMethodReferenceOperation { Method: var method } => method.MethodKind == MethodKind.LocalFunction || _classifier.MayBeFromCaller(method.Name),
        IPropertyReferenceOperation { Property.Name: var name } => _classifier.MayBeFromCaller(name),
        IObjectCreationOperation { Constructor.Name: var name } => _classifier.MayBeFromCaller(name),
        _ => CalledName(operation) is { } name && _classifier.MayBeFromCaller(name),
    };

    private bool IsIgnored(OperationAnalysisContext context)
    {
        // Of generated code only Razor's shows what a person wrote; its #line directives lead to the .cshtml file.
        if (context.IsGeneratedCode && !RazorFiles.IsGenerated(context.Operation.Syntax.SyntaxTree))
        {
            return true;
        }

        if (_isTestProject && RuleOptions.IsLeftOut(context.Operation.Syntax.SyntaxTree, context.Options))
        {
            return true;
        }

        return _classifier.Settings.For(context.Operation.Syntax.SyntaxTree).Excludes(context.Operation.Syntax.SyntaxTree.FilePath);
    }

    private static string? CalledName(IOperation operation) => operation switch
    {
        IInvocationOperation invocation => invocation.TargetMethod.Name,
        IMethodReferenceOperation reference => reference.Method.Name,
        IDynamicInvocationOperation { Operation: IDynamicMemberReferenceOperation member } => member.MemberName,
        IObjectCreationOperation creation => creation.Type?.Name,
        _ => null,
    };

    private sealed record Bound(AnalyzerOptions Options, CompilationCalls? Calls);
}
