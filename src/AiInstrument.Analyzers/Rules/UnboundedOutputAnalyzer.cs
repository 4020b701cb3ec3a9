using System.Collections.Immutable;
using AiInstrument.Analyzers.Calls;
using AiInstrument.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Rules;

/// <summary>AII0013: in a loop, one answer that runs away is many.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnboundedOutputAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.UnboundedOutput,
        "LLM call in a loop has no bound on its output",
        "The call to '{0}' repeats and its answers may be of any length; set {1}",
        RuleCategories.Cost,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Output tokens cost most, and without a bound only the model's own limit ends an answer.",
        helpLinkUri: RuleIds.HelpLink(RuleIds.UnboundedOutput));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (CompilationCalls.For(start.Compilation, start.Options) is { } calls)
            {
                start.RegisterOperationAction(operation => Analyze(operation, calls), OperationKind.Invocation);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, CompilationCalls calls)
    {
        var invocation = (IInvocationOperation)context.Operation;
        if (calls.Find(context) is { Operation: LlmOperation.Chat } call
            && Repeats(invocation)
            && OutputBound.Missing(invocation) is { } property)
        {
            context.Report(Rule, call, call.TargetName, property);
        }
    }

    /// <summary>Whether a loop of the same function runs the operation once for each round.</summary>
    private static bool Repeats(IOperation operation)
    {
        var inner = operation;
        for (var current = operation.Parent; current is not null and not (IAnonymousFunctionOperation or ILocalFunctionOperation); inner = current, current = current.Parent)
        {
            var isRepeated = current switch
            {
                // A foreach asks for its collection once.
                IForEachLoopOperation each => each.Body == inner,
                IForLoopOperation loop => !loop.Before.Contains(inner),
                ILoopOperation => true,
                _ => false,
            };
            if (isRepeated)
            {
                return true;
            }
        }

        return false;
    }
}
