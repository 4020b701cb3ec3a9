using System.Collections.Immutable;
using AiInstrument.Analyzers.Calls;
using AiInstrument.Catalog.Calls;
using AiInstrument.Catalog.Features;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Analyzers.Rules;

/// <summary>AII0001: a call that cannot be intercepted spends money that no dashboard shows.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EscapedCallAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.EscapedCall,
        "LLM call bypasses telemetry",
        "The call to '{0}' is not measured because {1}",
        RuleCategories.Coverage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The call cannot be intercepted, so its tokens and its cost are recorded nowhere.",
        helpLinkUri: RuleIds.HelpLink(RuleIds.EscapedCall));

    private static readonly DiagnosticDescriptor LostFeature = new(
        RuleIds.EscapedCall,
        Rule.Title,
        "The feature does not reach '{0}', which takes it from its caller, because {1}",
        Rule.Category,
        Rule.DefaultSeverity,
        isEnabledByDefault: true,
        description: Rule.Description,
        helpLinkUri: Rule.HelpLinkUri);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule, LostFeature];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (CompilationCalls.For(start.Compilation, start.Options) is { } calls)
            {
                start.RegisterOperationAction(operation => Analyze(operation, calls), calls.KindsInNeedOfFeature);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, CompilationCalls calls)
    {
        if (calls.Find(context) is { Escape: not EscapeReason.None, IsMeasuredByClient: false } call)
        {
            context.Report(Rule, call, call.TargetName, call.Because);
        }
        else if (calls.FindFromCaller(context) is { Escape: not EscapeReason.None } shared
            // Only what an attribute says is handed over by interception; a scope or an endpoint's feature flows by itself.
            && calls.Features.Resolve(shared.Node, context.Operation.SemanticModel!, context.ContainingSymbol).Source == FeatureSource.Attribute)
        {
            context.Report(LostFeature, shared, shared.TargetName, shared.Escape.Because());
        }
    }
}
