using System.Collections.Immutable;
using AiInstrument.Analyzers.Calls;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Rules;

/// <summary>AII0011: a model without a price is either a typing error or a cost that stays unknown until somebody adds the price.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnpricedModelAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.UnpricedModel,
        "Model has no price",
        "Model '{0}' is not in the price book, so the cost of its calls is unknown",
        RuleCategories.Cost,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Models that a project prices itself are listed in the .editorconfig key aiinstrument.priced_models.",
        helpLinkUri: RuleIds.HelpLink(RuleIds.UnpricedModel));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (ModelConstants.For(start.Compilation) is { } constants)
            {
                var priced = new PricedModels();
                start.RegisterOperationAction(
                    operation => Check(operation, constants.Given(operation.Operation), priced),
                    OperationKind.Argument,
                    OperationKind.SimpleAssignment);
            }
        });
    }

    private static void Check(OperationAnalysisContext context, IOperation? value, PricedModels priced)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        if (value is { ConstantValue: { HasValue: true, Value: string model } }
            && !string.IsNullOrWhiteSpace(model)
            && (!context.IsGeneratedCode || RazorFiles.IsGenerated(value.Syntax.SyntaxTree))
            && !RuleOptions.IsLeftOut(value.Syntax.SyntaxTree, context.Options)
            && !priced.Contains(model, RuleOptions.PricedModels(value.Syntax.SyntaxTree, context.Options))
            && !UnfinishedCode.IsAround(context.Operation))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, value.Syntax.GetLocation(), model));
        }
    }
}
