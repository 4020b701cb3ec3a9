using System.Collections.Immutable;
using AiInstrument.Analyzers.Calls;
using AiInstrument.Analyzers.Flows;
using AiInstrument.Catalog.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Analyzers.Rules;

/// <summary>AII0009: scopes flow with the execution context, and the context does not reach the call.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LostAttributionAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.LostAttribution,
        "LLM call loses its attribution",
        "The call to '{0}' is made in {1}, where the AiScope of the code that asked for it does not reach; open or restore one there",
        RuleCategories.Attribution,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The customer, user and entry point that caused the call are not known where it is made.",
        helpLinkUri: RuleIds.HelpLink(RuleIds.LostAttribution));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (AttributionFlow.For(start.Compilation) is { } flow && CompilationCalls.For(start.Compilation, start.Options) is { } calls)
            {
                start.RegisterOperationAction(operation => Analyze(operation, calls, flow), CompilationCalls.OperationKinds);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, CompilationCalls calls, AttributionFlow flow)
    {
        // Raw HTTP carries no attribution that could be lost: AII0001 says so. A method group is no call yet.
        if (context.Operation.Kind != OperationKind.MethodReference
            && calls.Find(context) is { Escape: not EscapeReason.RawHttp } call
            && flow.LostIn(call.Node, context.Operation.SemanticModel!, context.ContainingSymbol) is { } place)
        {
            context.Report(Rule, call, call.TargetName, place.Text);
        }
    }
}
