using System.Collections.Immutable;
using AiInstrument.Analyzers.Features;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Rules;

/// <summary>AII0005: an id that nothing declares is a typing error, and its cost counts for a feature that does not exist.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndeclaredFeatureAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The property with the declared id that is nearest; the fix reads it.</summary>
    internal const string NearestProperty = "AiNearestFeature";

    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.UndeclaredFeature,
        "Feature id is declared nowhere",
        "Feature id '{0}' is declared nowhere{1}",
        RuleCategories.Attribution,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "No [AiFeature] of this project or of an assembly that it references declares the id.",
        helpLinkUri: RuleIds.HelpLink(RuleIds.UndeclaredFeature));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        var attributes = new SyntaxTreeValueProvider<ImmutableArray<AttributeSyntax>>(FeatureDeclarations.AttributesOf);
        context.RegisterCompilationStartAction(start =>
        {
            if (FeatureScopes.For(start.Compilation) is not { } scope)
            {
                return;
            }

            var declared = new Lazy<FeatureDeclarations>(() => new FeatureDeclarations(
                start.Compilation,
                tree => start.TryGetValue(tree, attributes, out var found) ? found : []));
            var referenced = new Lazy<ReferencedFeatures>(() => new ReferencedFeatures(start.Compilation));

            // A declaration that cannot be read may be of any id.
            var isComplete = new Lazy<bool>(() =>
                !declared.Value.HasUnread && !start.Compilation.SyntaxTrees.Any(tree => FeatureDeclarations.RenamesAttribute(tree.GetRoot())));
            start.RegisterOperationAction(operation => Analyze(operation, scope, declared, referenced, isComplete), OperationKind.Invocation);
        });
    }

    private static void Analyze(
        OperationAnalysisContext context, INamedTypeSymbol scope, Lazy<FeatureDeclarations> declared, Lazy<ReferencedFeatures> referenced, Lazy<bool> isComplete)
    {
        if (FeatureScopes.Id((IInvocationOperation)context.Operation, scope) is not { ConstantValue: { HasValue: true, Value: string { Length: > 0 } id } } argument
            || declared.Value.First(id) is not null
            || referenced.Value.AssemblyOf(id) is not null
            || !isComplete.Value
            || UnfinishedCode.IsAround(context.Operation))
        {
            return;
        }

        var renamed = declared.Value.FirstFormer(id)?.FeatureId ?? referenced.Value.FeatureOfFormer(id)?.FeatureId;
        var nearest = renamed ?? NearestId.Of(id, declared.Value.Ids.Concat(referenced.Value.Ids));
        context.ReportDiagnostic(Diagnostic.Create(
            Rule,
            argument.Syntax.GetLocation(),
            ImmutableDictionary<string, string?>.Empty.Add(NearestProperty, nearest),
            id,
            renamed is not null ? $"; it is a former id of '{renamed}'" : nearest is null ? $"; declare it with [AiFeature(\"{id}\")]" : $"; did you mean '{nearest}'?"));
    }
}
