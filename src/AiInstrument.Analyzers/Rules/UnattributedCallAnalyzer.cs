using System.Collections.Immutable;
using AiInstrument.Analyzers.Calls;
using AiInstrument.Catalog.Calls;
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

    private static readonly DiagnosticDescriptor NoFeatureToHandOver = new(
        RuleIds.UnattributedCall,
        Rule.Title,
        "'{0}' takes its feature from its caller, and this call belongs to none; declare one with [AiFeature], open AiScope.Feature around it, or mark the caller FromCaller too",
        Rule.Category,
        Rule.DefaultSeverity,
        isEnabledByDefault: true,
        description: Rule.Description,
        helpLinkUri: Rule.HelpLinkUri);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule, NoFeatureToHandOver];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (CompilationCalls.For(start.Compilation, start.Options) is { Features.IsAvailable: true } calls)
            {
                start.RegisterOperationAction(operation => Analyze(operation, calls), calls.KindsInNeedOfFeature);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, CompilationCalls calls)
    {
        // Raw HTTP is AII0001's: there is no call to attribute until it goes through an SDK.
        if (calls.Find(context) is { } call)
        {
            if (call.Escape != EscapeReason.RawHttp && !IsResolved(context, calls, call.Node))
            {
                context.Report(Rule, call, call.TargetName);
            }
        }
        else if (calls.FindFromCaller(context) is { } shared && !IsResolved(context, calls, shared.Node))
        {
            context.Report(NoFeatureToHandOver, shared, shared.TargetName);
        }
    }

    private static bool IsResolved(OperationAnalysisContext context, CompilationCalls calls, SyntaxNode node) =>
        calls.Features.Resolve(node, context.Operation.SemanticModel!, context.ContainingSymbol).IsResolved;
}
