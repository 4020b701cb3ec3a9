using System.Collections.Immutable;
using AiInstrument.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Analyzers.Rules;

/// <summary>AII0002: neither an attribute nor a scope around the call says which feature pays for it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnattributedCallAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.UnattributedCall,
        "LLM call has no feature id",
        "The call to '{0}' belongs to no feature; declare one with [AiFeature] or open AiScope.Feature around it",
        RuleCategories.Attribution,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The call's cost can be assigned to no purpose, budget or owner.",
        helpLinkUri: RuleIds.HelpLink(RuleIds.UnattributedCall));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (CompilationCalls.For(start.Compilation, start.Options) is { Features.IsAvailable: true } calls)
            {
                start.RegisterOperationAction(operation => Analyze(operation, calls), CompilationCalls.OperationKinds);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, CompilationCalls calls)
    {
        // Raw HTTP is AII0001's: there is no call to attribute until it goes through an SDK.
        if (calls.Find(context) is { Escape: not EscapeReason.RawHttp } call
            && !calls.Features.Resolve(call.Node, context.Operation.SemanticModel!, context.ContainingSymbol).IsResolved)
        {
            context.Report(Rule, call, call.TargetName);
        }
    }
}
