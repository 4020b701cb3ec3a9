using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Analyzers.Flows;

/// <summary>
/// Where the ambient attribution of the code that caused a call does not reach the call, and no scope is opened on the way.
/// Looks from the call outward, to the end of its member or local function.
/// </summary>
internal sealed class AttributionFlow
{
    private readonly INamedTypeSymbol _scopeHandle;
    private readonly INamedTypeSymbol? _backgroundService;
    private readonly INamedTypeSymbol? _observer;
    private readonly INamedTypeSymbol? _workItem;
    private readonly QueueReads _queues;

    private AttributionFlow(Compilation compilation, INamedTypeSymbol scopeHandle)
    {
        _scopeHandle = scopeHandle;
        _backgroundService = compilation.FindType("Microsoft.Extensions.Hosting.BackgroundService");
        _observer = compilation.FindType("System.IObserver`1");
        _workItem = compilation.FindType("System.Threading.IThreadPoolWorkItem");
        _queues = new QueueReads(compilation);
    }

    /// <summary>Binds to a compilation. Null when it lacks the runtime: there is no attribution to lose.</summary>
    public static AttributionFlow? For(Compilation compilation) =>
        compilation.FindType("AiInstrument.AiScopeHandle") is { } handle ? new AttributionFlow(compilation, handle) : null;

    /// <summary>Where the call stands, if the attribution does not flow there; else null.</summary>
    public LostPlace? LostIn(SyntaxNode call, SemanticModel model, ISymbol containingSymbol)
    {
        var inner = call;
        for (var current = call.Parent; current is not null and not BaseTypeDeclarationSyntax; inner = current, current = current.Parent)
        {
            // Who calls a local function, and under which scope, is not looked at.
            if (current is LocalFunctionStatementSyntax || OpensScope(current, inner, model))
            {
                return null;
            }

            if (current is AnonymousFunctionExpressionSyntax function)
            {
                switch (FunctionFlow.Of(function, model))
                {
                    case { RestoresContext: true }:
                        return null;
                    case { LostIn: { } lost }:
                        return new LostPlace(lost, function);
                }
            }
            else if (Inherits(containingSymbol.ContainingType, _backgroundService) && _queues.IsConsumedBy(current, inner, call, model))
            {
                return new LostPlace("a loop that consumes a queue", current);
            }
        }

        return containingSymbol is IMethodSymbol method && LostIn(method) is { } text ? new LostPlace(text, null) : null;
    }

    private string? LostIn(IMethodSymbol method)
    {
        foreach (var type in method.ContainingType.AllInterfaces)
        {
            var isObserver = SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, _observer);
            if ((isObserver || SymbolEqualityComparer.Default.Equals(type, _workItem))
                && type.GetMembers().Any(m => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(m), method)))
            {
                return isObserver ? "a method of an observer" : "a work item of the thread pool";
            }
        }

        return null;
    }

    /// <summary>A using statement around the inner node, or a statement before it in its block, whose expression gives an open scope.</summary>
    private bool OpensScope(SyntaxNode outer, SyntaxNode inner, SemanticModel model) => outer switch
    {
        UsingStatementSyntax statement when statement.Statement == inner =>
            GivesScope((SyntaxNode?)statement.Expression ?? statement.Declaration, model),
        BlockSyntax block => block.Statements.TakeWhile(s => s != inner).Any(s => IsScopeStatement(s, model)),
        SwitchSectionSyntax section => section.Statements.TakeWhile(s => s != inner).Any(s => IsScopeStatement(s, model)),
        _ => false,
    };

    private bool IsScopeStatement(StatementSyntax statement, SemanticModel model) =>
        statement is LocalDeclarationStatementSyntax or ExpressionStatementSyntax && GivesScope(statement, model);

    /// <summary>By type, so that a method that opens a scope and returns it counts too.</summary>
    private bool GivesScope(SyntaxNode? node, SemanticModel model) =>
        node?.DescendantNodesAndSelf(n => n is not AnonymousFunctionExpressionSyntax)
            .OfType<InvocationExpressionSyntax>()
            .Any(i => SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(i).Type, _scopeHandle)) == true;

    private static bool Inherits(INamedTypeSymbol? type, INamedTypeSymbol? target)
    {
        for (; type is not null && target is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, target))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A place that the attribution of the code that caused a call does not reach.</summary>
/// <param name="Text">What it is, in words.</param>
/// <param name="Node">The lambda or the loop; null for a whole method.</param>
internal sealed record LostPlace(string Text, SyntaxNode? Node);
