using System.Collections.Immutable;
using AiInstrument.Catalog;
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
    private const string Title = "Feature id is malformed";

    private static readonly DiagnosticDescriptor Malformed = new(
        RuleIds.MalformedFeatureId,
        Title,
        "Feature id '{0}' does not match the pattern '{1}'",
        RuleCategories.Attribution,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The pattern is the .editorconfig key aiinstrument.feature_id_pattern.",
        helpLinkUri: RuleIds.HelpLink(RuleIds.MalformedFeatureId));

    private static readonly DiagnosticDescriptor PatternUnusable = new(
        RuleIds.MalformedFeatureId,
        Title,
        "Feature id '{0}' cannot be checked: '{1}' in aiinstrument.feature_id_pattern is not a regular expression that can be used",
        RuleCategories.Attribution,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The pattern is the .editorconfig key aiinstrument.feature_id_pattern.",
        helpLinkUri: RuleIds.HelpLink(RuleIds.MalformedFeatureId));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Malformed, PatternUnusable];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var patterns = new FeatureIdPatterns();
            if (start.Compilation.FindType(FeatureAttribute.MetadataName) is { } featureAttribute)
            {
                start.RegisterSyntaxNodeAction(node => AnalyzeAttribute(node, featureAttribute, patterns), SyntaxKind.Attribute);
            }

            if (start.Compilation.FindType(FeatureScopes.MetadataName) is { } scope)
            {
                start.RegisterOperationAction(operation => AnalyzeScope(operation, scope, patterns), OperationKind.Invocation);
            }
        });
    }

    private static void AnalyzeAttribute(SyntaxNodeAnalysisContext context, INamedTypeSymbol featureAttribute, FeatureIdPatterns patterns)
    {
        if (FeatureAttribute.Id((AttributeSyntax)context.Node, context.SemanticModel, featureAttribute, context.CancellationToken) is { } id
            && Check(id, context.Options, patterns) is { } diagnostic)
        {
            context.ReportDiagnostic(diagnostic);
        }
    }

    private static void AnalyzeScope(OperationAnalysisContext context, INamedTypeSymbol scope, FeatureIdPatterns patterns)
    {
        if (FeatureScopes.Id((IInvocationOperation)context.Operation, scope) is { ConstantValue: { HasValue: true, Value: string text } } value
            && Check(new FeatureIdArgument(text, value.Syntax.GetLocation()), context.Options, patterns) is { } diagnostic
            && !UnfinishedCode.IsAround(context.Operation))
        {
            context.ReportDiagnostic(diagnostic);
        }
    }

    private static Diagnostic? Check(FeatureIdArgument id, AnalyzerOptions options, FeatureIdPatterns patterns)
    {
        var text = id.Text ?? "";
        var pattern = RuleOptions.FeatureIdPattern(id.Location.SourceTree!, options);
        return patterns.Check(text, pattern) switch
        {
            FeatureIdVerdict.Malformed => Diagnostic.Create(Malformed, id.Location, text, pattern),
            FeatureIdVerdict.PatternUnusable => Diagnostic.Create(PatternUnusable, id.Location, text, pattern),
            _ => null,
        };
    }
}
