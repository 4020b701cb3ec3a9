using System.Collections.Immutable;
using AiInstrument.Analyzers.Features;
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

    private static readonly DiagnosticDescriptor Former = new(
        RuleIds.DuplicateFeature,
        Rule.Title,
        "Feature id '{0}' is a former id of '{1}' and {2}; an id is one feature's, then and now",
        Rule.Category,
        Rule.DefaultSeverity,
        isEnabledByDefault: true,
        description: "What was recorded under a former id counts for the one feature that had it.",
        helpLinkUri: Rule.HelpLinkUri);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule, Former];

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
        else if (referenced.Value.FeatureOfFormer(id) is { } renamed)
        {
            context.ReportDiagnostic(Diagnostic.Create(Former, argument.Location, id, renamed.FeatureId, "declared here: assembly " + renamed.Assembly + " says so"));
        }

        foreach (var expression in FeatureDeclarations.FormerIdExpressions(attribute))
        {
            if (context.SemanticModel.GetConstantValue(expression, context.CancellationToken).Value is string former
                && OtherOwner(former, id, attribute, declared.Value, referenced.Value) is { } other)
            {
                context.ReportDiagnostic(Diagnostic.Create(Former, expression.GetLocation(), former, id, other));
            }
        }
    }

    /// <summary>What else a former id is; completes "is a former id of … and …". Null when it is nothing else.</summary>
    private static string? OtherOwner(string former, string id, AttributeSyntax attribute, FeatureDeclarations declared, ReferencedFeatures referenced)
    {
        if (former == id)
        {
            return "its id of today";
        }

        if (declared.First(former) is { } own)
        {
            return "declared in " + Path.GetFileName(own.SyntaxTree.FilePath);
        }

        if (referenced.AssemblyOf(former) is { } assembly)
        {
            return "declared in assembly " + assembly;
        }

        if (referenced.FeatureOfFormer(former) is { } renamed)
        {
            return $"of '{renamed.FeatureId}' in assembly {renamed.Assembly}";
        }

        return declared.FirstFormer(former) is { } first && (first.Attribute.SyntaxTree != attribute.SyntaxTree || first.Attribute.Span != attribute.Span)
            ? $"of '{first.FeatureId}' in {Path.GetFileName(first.Attribute.SyntaxTree.FilePath)}"
            : null;
    }
}
