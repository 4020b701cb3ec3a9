using AiInstrument.Catalog.Jobs;
using AiInstrument.Generators.Parsing;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Generators.Reaching;

/// <summary>What starts code: the routes and jobs of the registry, and methods of hubs and gRPC services.</summary>
internal sealed class EntryPoints(Compilation compilation, SourceTypes types, CancellationToken cancellation)
{
    private readonly JobContracts _contracts = new(compilation);
    private readonly FunctionTriggers _triggers = new(compilation);
    private readonly IMethodSymbol? _main = Programs.IsProgram(compilation) ? compilation.GetEntryPoint(cancellation) : null;

    /// <summary>What starts a method because of what it is; of a type's construction, what starts a method of the type.</summary>
    public IEnumerable<EntryPointSpec> Of(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type => type.GetMembers().OfType<IMethodSymbol>().SelectMany(OfMethod).Distinct(),
        IMethodSymbol method => OfMethod(method).Distinct(),
        _ => [],
    };

    /// <summary>What starts a lambda or a method that is named here and handed over; null when it is not.</summary>
    public IReadOnlyList<EntryPointSpec>? OfHandedOver(ExpressionSyntax code, SemanticModel model)
    {
        SyntaxNode given = code;
        while (given.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax or MemberAccessExpressionSyntax)
        {
            given = given.Parent;
        }

        switch (given.Parent)
        {
            case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } } call }:
                if (MinimalRouteParser.MappingOf(name) is { } mapping)
                {
                    var routes = MinimalRouteParser.Parse(mapping, model, cancellation).Select(Route).ToList();
                    return routes.Count == 0 ? null : routes;
                }

                return Schedulers.MethodNames.Contains(name.Identifier.ValueText) ? Scheduled(call, model) : null;
            case ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax creation }:
                return Scheduled(creation, model);
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression } assignment:
                return Scheduled(assignment, model);
            default:
                return null;
        }
    }

    private IReadOnlyList<EntryPointSpec>? Scheduled(SyntaxNode node, SemanticModel model) =>
        model.GetOperation(node, cancellation) is { } operation
        && model.GetEnclosingSymbol(node.SpanStart, cancellation) is { } around
        && Schedulers.Of(operation, around)?.Name is { } job
            ? [Job(job)]
            : null;

    private IEnumerable<EntryPointSpec> OfMethod(IMethodSymbol method)
    {
        if (SymbolEqualityComparer.Default.Equals(method, _main))
        {
            return method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is { } program && !Programs.BuildsHost(program, compilation.GetSemanticModel(program.SyntaxTree))
                ? [Job(JobName.OfProgram(compilation.AssemblyName ?? ""))]
                : [];
        }

        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation) || method.ContainingType is null)
        {
            return [];
        }

        if (_triggers.Of(method) is { } function)
        {
            return [Job(function)];
        }

        return _contracts.Of(method) is not null
            ? types.Concrete(method.ContainingType).Where(t => Runs(t, method)).Select(_contracts.Of).OfType<JobName>().Select(Job)
            : types.Concrete(method.ContainingType).Where(t => Runs(t, method)).SelectMany(t => OfAction(method, t));
    }

    /// <summary>A request's way into a class: an action of a controller, a handler of a page, a method of a hub or of a gRPC service.</summary>
    private static IEnumerable<EntryPointSpec> OfAction(IMethodSymbol method, INamedTypeSymbol type)
    {
        if (method.DeclaredAccessibility != Accessibility.Public || method.IsStatic)
        {
            return [];
        }

        if (RazorPageParser.IsPageModel(type))
        {
            return RazorPageParser.MethodOf(method.Name) is { } verb
                ? type.DeclaringSyntaxReferences.Select(r => r.SyntaxTree.FilePath).Where(RazorPageParser.IsModelFile).Select(f => new EntryPointSpec(verb, EntryPointSpec.Http, RazorPageParser.PageFileOf(f)))
                : [];
        }

        return IsRemotelyCalled(method, type)
            ? [new EntryPointSpec($"{type.Name}.{method.Name}", JobName.Message)]
            : ControllerRouteParser.RoutesOf(method, type).Select(Route);
    }

    private static bool IsRemotelyCalled(IMethodSymbol method, INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current is { Name: "Hub" } && current.ContainingNamespace.ToDisplayString() == "Microsoft.AspNetCore.SignalR")
            {
                return true;
            }
        }

        return method.OverriddenMethod?.ContainingType.GetAttributes().Any(a => a.AttributeClass is { Name: "BindServiceMethodAttribute" }) == true;
    }

    /// <summary>Whether instances of a class run a method of its base class.</summary>
    private static bool Runs(INamedTypeSymbol type, IMethodSymbol method)
    {
        for (var current = type; current is not null && !SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, method.ContainingType); current = current.BaseType)
        {
            if (current.GetMembers(method.Name).OfType<IMethodSymbol>().Any(m => SymbolEqualityComparer.Default.Equals(m.OverriddenMethod?.OriginalDefinition, method)))
            {
                return false;
            }
        }

        return true;
    }

    private static EntryPointSpec Route(RouteSpec route) => new(route.Method + " " + route.Pattern, EntryPointSpec.Http);

    private static EntryPointSpec Job(JobName job) => new(job.Name, job.Kind);
}
