using System.Collections.Concurrent;
using System.Collections.Immutable;
using AiInstrument.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

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

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.FindType(FeatureScopes.MetadataName) is { } scope
                && JobEntryPoints.For(start.Compilation) is { } entries
                && CompilationCalls.For(start.Compilation, start.Options) is { } calls)
            {
                var graph = new CallGraph(entries, new JobScopes(scope), calls);
                start.RegisterSymbolAction(graph.AddMethod, SymbolKind.Method);
                start.RegisterOperationAction(graph.AddLlmCall, CompilationCalls.OperationKinds);
                start.RegisterOperationAction(graph.AddCall, OperationKind.Invocation);
                start.RegisterCompilationEndAction(graph.Report);
            }
        });
    }

    /// <summary>Who calls whom outside of job scopes. A method is its own node, and so is a local function.</summary>
    private sealed class CallGraph(JobEntryPoints entries, JobScopes scopes, CompilationCalls calls)
    {
        private readonly ConcurrentBag<IMethodSymbol> _entries = [];
        private readonly ConcurrentDictionary<ISymbol, ConcurrentBag<ISymbol>> _called = new(SymbolEqualityComparer.Default);
        private readonly ConcurrentDictionary<ISymbol, ConcurrentBag<string>> _models = new(SymbolEqualityComparer.Default);

        public void AddMethod(SymbolAnalysisContext context)
        {
            var method = (IMethodSymbol)context.Symbol;
            if (entries.Contains(method))
            {
                _entries.Add(method);
            }
        }

        public void AddLlmCall(OperationAnalysisContext context)
        {
            if (calls.Find(context) is { } call && Caller(context) is { } caller && !scopes.IsOpenAt(call.Node, context.Operation.SemanticModel!))
            {
                _models.GetOrAdd(caller, _ => []).Add(call.TargetName);
            }
        }

        public void AddCall(OperationAnalysisContext context)
        {
            var target = ((IInvocationOperation)context.Operation).TargetMethod.OriginalDefinition;
            if (SymbolEqualityComparer.Default.Equals(target.ContainingAssembly, context.Compilation.Assembly)
                && Caller(context) is { } caller
                && !scopes.IsOpenAt(context.Operation.Syntax, context.Operation.SemanticModel!))
            {
                _called.GetOrAdd(caller, _ => []).Add(target);
            }
        }

        public void Report(CompilationAnalysisContext context)
        {
            foreach (var entry in _entries)
            {
                if (Reached(entry) is { } model && entry.Locations.FirstOrDefault(l => l.IsInSource) is { } location)
                {
                    context.ReportDiagnostic(Diagnostic.Create(Rule, location, SymbolNames.Method(entry), model));
                }
            }
        }

        /// <summary>The first by name of the calls that are reached, so that builds agree.</summary>
        private string? Reached(IMethodSymbol entry)
        {
            var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { entry };
            var open = new Stack<ISymbol>(seen);
            var models = new List<string>();
            while (open.Count > 0)
            {
                var method = open.Pop();
                if (_models.TryGetValue(method, out var found))
                {
                    models.AddRange(found);
                }

                foreach (var called in _called.TryGetValue(method, out var all) ? all.Where(seen.Add) : [])
                {
                    open.Push(called);
                }
            }

            return models.Count == 0 ? null : models.OrderBy(m => m, StringComparer.Ordinal).First();
        }

        /// <summary>The method or local function around; null for a handler, which runs in a request or an event of its own.</summary>
        private static ISymbol? Caller(OperationAnalysisContext context)
        {
            for (var current = context.Operation.Parent; current is not null; current = current.Parent)
            {
                switch (current)
                {
                    case ILocalFunctionOperation local:
                        return local.Symbol.OriginalDefinition;
                    case IDelegateCreationOperation { Type: { SpecialType: SpecialType.System_Delegate } or { Name: "RequestDelegate" } }:
                    case IConversionOperation { Type.SpecialType: SpecialType.System_Delegate }:
                    case IEventAssignmentOperation:
                        return null;
                }
            }

            return (context.ContainingSymbol as IMethodSymbol)?.OriginalDefinition;
        }
    }
}
