using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Analyzers.Rules;

/// <summary>AII0003: two declarations of one id mix the cost of two features. Looks at one attribute at a time, so it is live in the IDE.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateFeatureAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.DuplicateFeature,
        "Feature id is declared twice",
        "Feature id '{0}' is already declared in {1}; use AiScope.Feature to run more code under it",
        RuleCategories.Attribution,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A feature has one declaration: its category, owner and purpose must not depend on which one is read.",
        helpLinkUri: RuleIds.HelpLink(RuleIds.DuplicateFeature));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);

        // Kept by tree across compilations: an edit to one file scans one file.
        var attributes = new SyntaxTreeValueProvider<ImmutableArray<AttributeSyntax>>(FeatureDeclarations.AttributesOf);
        context.RegisterCompilationStartAction(start =>
        {
            if (FeatureAttribute.For(start.Compilation) is not { } featureAttribute)
            {
                return;
            }

            var declared = new Lazy<FeatureDeclarations>(() => new FeatureDeclarations(
                start.Compilation,
                tree => start.TryGetValue(tree, attributes, out var found) ? found : []));
            var referenced = new Lazy<ReferencedFeatures>(() => new ReferencedFeatures(start.Compilation));
            start.RegisterSyntaxNodeAction(node => Analyze(node, featureAttribute, declared, referenced), SyntaxKind.Attribute);
        });
    }

    private static void Analyze(
        SyntaxNodeAnalysisContext context, INamedTypeSymbol featureAttribute, Lazy<FeatureDeclarations> declared, Lazy<ReferencedFeatures> referenced)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (FeatureAttribute.Id(attribute, context.SemanticModel, featureAttribute, context.CancellationToken) is not { Text: { } id } argument)
        {
            return;
        }

        if (referenced.Value.AssemblyOf(id) is { } assembly)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, argument.Location, id, "assembly " + assembly));
        }
        else if (declared.Value.First(id) is { } first && (first.SyntaxTree != attribute.SyntaxTree || first.Span != attribute.Span))
        {
            var location = first.GetLocation();
            var file = Path.GetFileName(first.SyntaxTree.FilePath);
            context.ReportDiagnostic(Diagnostic.Create(Rule, argument.Location, additionalLocations: [location], id, file));
        }
    }
}
