using System.Collections.Immutable;
using AiInstrument.Analyzers.Features;
using AiInstrument.Catalog.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Rules;

/// <summary>AII0004: ids in one form group, sort and filter on the dashboard; ids in many forms do not.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MalformedFeatureIdAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Malformed = new(
        RuleIds.MalformedFeatureId,
        "Feature id is malformed",
        "Feature id '{0}' does not match the pattern '{1}'",
        RuleCategories.Attribution,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The pattern is the .editorconfig key aiinstrument.feature_id_pattern.",
        helpLinkUri: RuleIds.HelpLink(RuleIds.MalformedFeatureId));

    private static readonly DiagnosticDescriptor WrongMark = new(
        RuleIds.MalformedFeatureId,
        Malformed.Title,
        "[{0}] {1}",
        Malformed.Category,
        Malformed.DefaultSeverity,
        isEnabledByDefault: true,
        description: "A feature has an id, or is the caller's; what it may spend is said beside it.",
        helpLinkUri: Malformed.HelpLinkUri);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Malformed, WrongMark, SettingRule.Descriptor];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var patterns = new FeatureIdPatterns();
            var settings = new SettingsReader(start.Options.AnalyzerConfigOptionsProvider);
            if (FeatureAttribute.For(start.Compilation) is { } featureAttribute)
            {
                start.RegisterSyntaxNodeAction(node => AnalyzeAttribute(node, featureAttribute, settings, patterns), SyntaxKind.Attribute);
            }

            if (FeatureScopes.For(start.Compilation) is { } scope)
            {
                start.RegisterOperationAction(operation => AnalyzeScope(operation, scope, settings, patterns), OperationKind.Invocation);
            }
        });
    }

    private static void AnalyzeAttribute(SyntaxNodeAnalysisContext context, INamedTypeSymbol featureAttribute, SettingsReader settings, FeatureIdPatterns patterns)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (FeatureAttribute.Id(attribute, context.SemanticModel, featureAttribute, context.CancellationToken) is { } id
            && Check(id, settings, patterns) is { } diagnostic)
        {
            context.ReportDiagnostic(diagnostic);
        }

        var ofFeature = FeatureAttribute.Mistake(attribute, context.SemanticModel, featureAttribute, context.CancellationToken);
        if ((ofFeature ?? BudgetAttribute.Mistake(attribute, context.SemanticModel, featureAttribute, context.CancellationToken)) is { } mistake
            && !settings.For(attribute.SyntaxTree).Excludes(attribute.SyntaxTree.FilePath))
        {
            context.ReportDiagnostic(Diagnostic.Create(WrongMark, attribute.GetLocation(), ofFeature is null ? "AiBudget" : "AiFeature", mistake));
        }
    }

    private static void AnalyzeScope(OperationAnalysisContext context, INamedTypeSymbol scope, SettingsReader settings, FeatureIdPatterns patterns)
    {
        if (FeatureScopes.Id((IInvocationOperation)context.Operation, scope) is { ConstantValue: { HasValue: true, Value: string text } } value
            && Check(new FeatureIdArgument(text, value.Syntax.GetLocation()), settings, patterns) is { } diagnostic
            && !UnfinishedCode.IsAround(context.Operation))
        {
            context.ReportDiagnostic(diagnostic);
        }
    }

    private static Diagnostic? Check(FeatureIdArgument id, SettingsReader settings, FeatureIdPatterns patterns)
    {
        var text = id.Text ?? "";
        var tree = id.Location.SourceTree!;
        var own = settings.For(tree);

        // A pattern that is no regular expression is AII0016's, once.
        if (own.FeatureIdPattern is not { } pattern || own.Excludes(tree.FilePath))
        {
            return null;
        }

        return patterns.Check(text, pattern) switch
        {
            FeatureIdVerdict.Malformed => Diagnostic.Create(Malformed, id.Location, text, pattern),
            FeatureIdVerdict.PatternTooSlow => SettingRule.Of(new SettingProblem(CatalogSettings.PatternKey, pattern, $"it takes too long on '{text}'"), id.Location),
            _ => null,
        };
    }
}
