using System.Collections.Concurrent;
using AiInstrument.Analyzers.Calls;
using AiInstrument.Catalog.Jobs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Flows;

/// <summary>Who calls whom outside of job scopes, from entry points to LLM calls. A method is its own node; so are a local function and a timer's lambda.</summary>
internal sealed class JobCallGraph
{
    private readonly JobScopes _scopes;
    private readonly CompilationCalls _calls;
    private readonly JobContracts _contracts;
    private readonly FunctionTriggers _triggers;
    private readonly IMethodSymbol? _main;
    private readonly JobName? _program;
    private readonly ConcurrentDictionary<IMethodSymbol, (JobName Job, SyntaxNode? Lambda)> _entries = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ConcurrentBag<ISymbol>> _called = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ConcurrentBag<string>> _models = new(SymbolEqualityComparer.Default);
    private bool? _buildsHost;

    public JobCallGraph(Compilation compilation, JobScopes scopes, CompilationCalls calls, CancellationToken cancellationToken)
    {
        _scopes = scopes;
        _calls = calls;
        _contracts = new JobContracts(compilation);
        _triggers = new FunctionTriggers(compilation);
        if (Programs.IsProgram(compilation) && compilation.GetEntryPoint(cancellationToken) is { } main)
        {
            _main = main;
            _program = JobName.OfProgram(compilation.AssemblyName ?? "");
        }
    }

    public void AddMethod(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if ((_contracts.Of(method) ?? _triggers.Of(method)) is { } job)
        {
            _entries.TryAdd(method.OriginalDefinition, (job, null));
        }
    }

    public void AddLlmCall(OperationAnalysisContext context)
    {
        if (_calls.Find(context) is { } call && Caller(context) is { } caller && !_scopes.IsOpenAt(call.Node, context.Operation.SemanticModel!))
        {
            _models.GetOrAdd(caller, _ => []).Add(call.TargetName);
        }
    }

    public void AddCall(OperationAnalysisContext context)
    {
        var target = ((IInvocationOperation)context.Operation).TargetMethod.OriginalDefinition;
        if (SymbolEqualityComparer.Default.Equals(target.ContainingAssembly, context.Compilation.Assembly)
            && Caller(context) is { } caller
            && !_scopes.IsOpenAt(context.Operation.Syntax, context.Operation.SemanticModel!))
        {
            _called.GetOrAdd(caller, _ => []).Add(target);
        }
    }

    /// <summary>A method that is handed to a scheduler. Lambdas are found from the calls in them.</summary>
    public void AddSchedule(OperationAnalysisContext context)
    {
        if (Schedulers.Of(context.Operation, context.ContainingSymbol) is { Method: { } method } scheduled
            && !(scheduled.FlowsContext && _scopes.IsOpenAt(context.Operation.Syntax, context.Operation.SemanticModel!)))
        {
            _entries.TryAdd(method, (scheduled.Name, null));
        }
    }

    /// <summary>The entry points, with the place to report each at.</summary>
    public IEnumerable<(IMethodSymbol Entry, Location Location, JobName Job)> Entries()
    {
        foreach (var pair in _entries)
        {
            var entry = pair.Key;
            var (job, lambda) = pair.Value;
            if (lambda is not null)
            {
                yield return (entry, HeadOf(lambda), job);
            }
            else if (entry.ContainingType.TypeKind == TypeKind.Interface && entry.IsAbstract)
            {
                foreach (var implementation in Implementations(entry))
                {
                    yield return (implementation, implementation.Locations[0], job);
                }
            }
            else if (entry.Locations.FirstOrDefault(l => l.IsInSource) is { } location)
            {
                yield return (entry, location, job);
            }
        }

        if (_main is not null && !_entries.ContainsKey(_main) && PlaceOf(_main) is { } place)
        {
            yield return (_main, place, _program!);
        }
    }

    /// <summary>The first by name of the calls that are reached, so that builds agree.</summary>
    public string? Reached(IMethodSymbol entry)
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

    /// <summary>What is scheduled through an interface runs in one of the project's own classes.</summary>
    private IEnumerable<IMethodSymbol> Implementations(IMethodSymbol contract) =>
        _called.Keys.Concat(_models.Keys).OfType<IMethodSymbol>().Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)
            .Where(m => m.Name.EndsWith(contract.Name, StringComparison.Ordinal)
                && m is { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation }
                && JobContracts.Implements(m, contract));

    /// <summary>The method, local function or timer's lambda around; null for a handler, which runs in a request or an event of its own.</summary>
    private ISymbol? Caller(OperationAnalysisContext context)
    {
        for (var current = context.Operation.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case ILocalFunctionOperation local:
                    return local.Symbol.OriginalDefinition;
                case IAnonymousFunctionOperation lambda when Schedulers.Around(lambda, context.ContainingSymbol) is { } scheduled:
                    // Of the expression of a job only the method that it names runs, and elsewhere.
                    if (scheduled.Lambda?.Syntax != lambda.Syntax)
                    {
                        return null;
                    }

                    _entries.TryAdd(lambda.Symbol, (scheduled.Name, lambda.Syntax));
                    return lambda.Symbol;
                case IAnonymousFunctionOperation when IsMain(context.ContainingSymbol) && BuildsHost(context):
                case IDelegateCreationOperation { Type: { SpecialType: SpecialType.System_Delegate } or { Name: "RequestDelegate" } }:
                case IConversionOperation { Type.SpecialType: SpecialType.System_Delegate }:
                case IEventAssignmentOperation:
                    return null;
            }
        }

        return (context.ContainingSymbol as IMethodSymbol)?.OriginalDefinition;
    }

    private bool IsMain(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol, _main);

    /// <summary>What a host is given to run is no part of the program's own way.</summary>
    private bool BuildsHost(OperationAnalysisContext context) =>
        _buildsHost ??= Programs.BuildsHost(CallResult.Root(context.Operation).Syntax, context.Operation.SemanticModel!);

    /// <summary>The parameters and the arrow, or the word <c>delegate</c>.</summary>
    private static Location HeadOf(SyntaxNode lambda)
    {
        var end = lambda switch
        {
            LambdaExpressionSyntax arrow => arrow.ArrowToken.Span.End,
            AnonymousMethodExpressionSyntax method => method.DelegateKeyword.Span.End,
            _ => lambda.Span.End,
        };
        return Location.Create(lambda.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(lambda.SpanStart, end));
    }

    /// <summary>A method's name; of top-level statements the first token.</summary>
    private static Location? PlaceOf(IMethodSymbol main) => main.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
    {
        MethodDeclarationSyntax method => method.Identifier.GetLocation(),
        CompilationUnitSyntax unit => unit.Members.OfType<GlobalStatementSyntax>().FirstOrDefault()?.GetFirstToken().GetLocation(),
        _ => null,
    };
}
