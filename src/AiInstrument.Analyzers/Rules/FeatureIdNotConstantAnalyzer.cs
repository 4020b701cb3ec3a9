using System.Collections.Immutable;
using AiInstrument.Analyzers.Features;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Rules;

/// <summary>AII0015: what is known only at run time no registry can list and no other rule can check.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FeatureIdNotConstantAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.FeatureIdNotConstant,
        "Feature id is not a constant",
        "The feature id is known only at run time, so the registry cannot list it; use AiFeatures or a constant",
        RuleCategories.Attribution,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "An id that is made at run time may be one that nothing declares, and each new value is a new feature.",
        helpLinkUri: RuleIds.HelpLink(RuleIds.FeatureIdNotConstant));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (FeatureScopes.For(start.Compilation) is { } scope)
            {
                var feature = start.Compilation.FindType("AiInstrument.AiFeatureInfo");
                start.RegisterOperationAction(operation => Analyze(operation, scope, feature), OperationKind.Invocation);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, INamedTypeSymbol scope, INamedTypeSymbol? feature)
    {
        if (FeatureScopes.Id((IInvocationOperation)context.Operation, scope) is { ConstantValue.HasValue: false } id
            && !IsIdOfFeature(id, feature)
            && !UnfinishedCode.IsAround(context.Operation))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, id.Syntax.GetLocation()));
        }
    }

    /// <summary><c>AiFeatures.TicketReply.Id</c> is no constant, and is declared all the same.</summary>
    private static bool IsIdOfFeature(IOperation id, INamedTypeSymbol? feature) =>
        id is IPropertyReferenceOperation { Property: { Name: "Id" } property } && SymbolEqualityComparer.Default.Equals(property.ContainingType, feature);
}
