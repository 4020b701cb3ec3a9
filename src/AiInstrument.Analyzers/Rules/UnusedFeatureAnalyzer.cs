using System.Collections.Concurrent;
using System.Collections.Immutable;
using AiInstrument.Analyzers.Calls;
using AiInstrument.Analyzers.Features;
using AiInstrument.Catalog.Configuration;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Rules;

/// <summary>
/// AII0006: a declaration that no call resolves to promises a cost line that stays empty. Only for executables, whose features no
/// other assembly uses; asks about all code, so it reports at the end of a build.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnusedFeatureAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.UnusedFeature,
        "Feature is used by no call",
        "No LLM call belongs to feature '{0}'",
        RuleCategories.Attribution,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The feature is in the registry and on the dashboard, and never costs anything.",
        helpLinkUri: RuleIds.HelpLink(RuleIds.UnusedFeature),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
        context.RegisterCompilationStartAction(start =>
        {
            // A library's features may be used by any assembly that references it; of a test project no calls are known.
            if (start.Compilation.Options.OutputKind is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication)
                || TestFiles.AreOfProject(start.Options.AnalyzerConfigOptionsProvider)
                || FeatureAttribute.For(start.Compilation) is not { } attribute
                || CompilationCalls.For(start.Compilation, start.Options) is not { } calls)
            {
                return;
            }

            var use = new Use(attribute, start.Compilation.FindType(FeatureScopes.MetadataName), start.Compilation.FindType("AiInstrument.AiFeatureInfo"), calls);
            start.RegisterSyntaxNodeAction(use.Declare, SyntaxKind.Attribute);
            start.RegisterOperationAction(use.Call, calls.KindsInNeedOfFeature);
            start.RegisterOperationAction(use.Scope, OperationKind.Invocation);
            start.RegisterOperationAction(use.Create, OperationKind.ObjectCreation);
            start.RegisterOperationAction(use.Refer, OperationKind.PropertyReference);
            start.RegisterCompilationEndAction(use.Report);
        });
    }

    private sealed class Use(INamedTypeSymbol attribute, INamedTypeSymbol? scope, INamedTypeSymbol? feature, CompilationCalls calls)
    {
        private readonly ConcurrentDictionary<string, Location> _declared = new();
        private readonly ConcurrentDictionary<string, bool> _used = new();
        private volatile bool _anyMayBeUsed;

        public void Declare(SyntaxNodeAnalysisContext context)
        {
            if (!context.IsGeneratedCode
                && FeatureAttribute.Id((AttributeSyntax)context.Node, context.SemanticModel, attribute, context.CancellationToken) is { Text: { } id } argument)
            {
                _declared.TryAdd(id, argument.Location);
            }
        }

        public void Call(OperationAnalysisContext context)
        {
            if ((calls.Find(context)?.Node ?? calls.FindFromCaller(context)?.Node) is { } call
                && calls.Features.Resolve(call, context.Operation.SemanticModel!, context.ContainingSymbol).Declared is { } declared)
            {
                _used.TryAdd(declared.Id, true);
            }
        }

        public void Scope(OperationAnalysisContext context)
        {
            if (scope is not null && IsOwnCode(context) && FeatureScopes.Id((IInvocationOperation)context.Operation, scope) is { } id)
            {
                UseId(id);
            }
        }

        public void Create(OperationAnalysisContext context)
        {
            var creation = (IObjectCreationOperation)context.Operation;
            if (IsOwnCode(context) && SymbolEqualityComparer.Default.Equals(creation.Type, feature))
            {
                UseId(creation.Arguments.FirstOrDefault()?.Value);
            }
        }

        /// <summary><c>AiFeatures.TicketReply</c>: the generated initializer says which feature that is.</summary>
        public void Refer(OperationAnalysisContext context)
        {
            var property = ((IPropertyReferenceOperation)context.Operation).Property;
            if (IsOwnCode(context) && property.IsStatic && SymbolEqualityComparer.Default.Equals(property.Type, feature))
            {
                var id = property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken)
                    .DescendantNodes().OfType<LiteralExpressionSyntax>().FirstOrDefault();
                UseId(id?.Token.Value as string);
            }
        }

        public void Report(CompilationAnalysisContext context)
        {
            if (_anyMayBeUsed)
            {
                return;
            }

            foreach (var unused in _declared.Where(d => !_used.ContainsKey(d.Key)))
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, unused.Value, unused.Key));
            }
        }

        private void UseId(IOperation? id) => UseId(id?.ConstantValue.Value as string);

        private void UseId(string? id)
        {
            if (id is null)
            {
                _anyMayBeUsed = true;
            }
            else
            {
                _used.TryAdd(id, true);
            }
        }

        /// <summary>The generated registry names every feature, used or not.</summary>
        private static bool IsOwnCode(OperationAnalysisContext context) =>
            !context.IsGeneratedCode || RazorFiles.IsGenerated(context.Operation.Syntax.SyntaxTree);
    }
}
