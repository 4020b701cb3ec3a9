using System.Collections.Immutable;
using AiInstrument.Analyzers.Calls;
using AiInstrument.Analyzers.Features;
using AiInstrument.Analyzers.Flows;
using AiInstrument.Catalog;
using AiInstrument.Catalog.Jobs;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Analyzers.Rules;

/// <summary>
/// AII0008: what a job costs cannot be told from what others cost unless the job says that it runs. Follows calls through the
/// project's methods, so it reports at the end of a build.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class JobWithoutScopeAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.JobWithoutScope,
        "Job calls a model without a job scope",
        "'{0}' reaches the call to '{1}' and no AiScope.Job is open on the way",
        RuleCategories.Attribution,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The cost of the job's calls belongs to no entry point.",
        helpLinkUri: RuleIds.HelpLink(RuleIds.JobWithoutScope),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <summary>The properties with the job that the entry point is: its name on spans, its kind, and its property in the generated <c>AiJobs</c>.</summary>
    public const string NameProperty = "AiJobName";

    /// <inheritdoc cref="NameProperty"/>
    public const string KindProperty = "AiJobKind";

    /// <inheritdoc cref="NameProperty"/>
    public const string MemberProperty = "AiJobProperty";

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.FindType(FeatureScopes.MetadataName) is { } scope
                && CompilationCalls.For(start.Compilation, start.Options) is { } calls)
            {
                var graph = new JobCallGraph(start.Compilation, new JobScopes(scope), calls, start.CancellationToken);
                start.RegisterSymbolAction(graph.AddMethod, SymbolKind.Method);
                start.RegisterOperationAction(graph.AddLlmCall, CompilationCalls.OperationKinds);
                start.RegisterOperationAction(graph.AddCall, OperationKind.Invocation);
                start.RegisterOperationAction(graph.AddSchedule, Schedulers.OperationKinds);
                start.RegisterCompilationEndAction(end => Report(end, graph));
            }
        });
    }

    private static void Report(CompilationAnalysisContext context, JobCallGraph graph)
    {
        foreach (var (entry, location, job) in graph.Entries())
        {
            if (graph.Reached(entry) is { } model)
            {
                var properties = ImmutableDictionary<string, string?>.Empty
                    .Add(NameProperty, job.Name)
                    .Add(KindProperty, job.Kind)
                    .Add(MemberProperty, Words.Pascal(job.Property));
                context.ReportDiagnostic(Diagnostic.Create(Rule, location, properties, Describe(entry), model));
            }
        }
    }

    private static string Describe(ISymbol entry) => entry switch
    {
        IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } => SymbolNames.Member(entry) + " (timer)",
        IMethodSymbol { Name: "<Main>$" } => "Program",
        IMethodSymbol { MethodKind: MethodKind.LocalFunction } => entry.Name,
        _ => SymbolNames.Method((IMethodSymbol)entry),
    };
}
