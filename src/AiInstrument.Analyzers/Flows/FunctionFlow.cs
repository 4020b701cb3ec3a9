using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Analyzers.Flows;

/// <summary>Whether the execution context of the code that hands a lambda over reaches the code in it.</summary>
/// <param name="LostIn">What the lambda is, when its starter leaves the context behind; else null.</param>
/// <param name="RestoresContext">Whether a captured context is put in place around it.</param>
internal readonly record struct FunctionFlow(string? LostIn, bool RestoresContext)
{
    public static FunctionFlow Of(AnonymousFunctionExpressionSyntax function, SemanticModel model)
    {
        if (function.Parent is not ArgumentSyntax { Parent.Parent: ExpressionSyntax starter } || model.GetSymbolInfo(starter).Symbol is not IMethodSymbol method)
        {
            return default;
        }

        return (method.ContainingType.Name, method.Name) switch
        {
            _ when !IsInSystemThreading(method) => default,
            ("ThreadPool", "UnsafeQueueUserWorkItem" or "UnsafeRegisterWaitForSingleObject") => new("a callback that is queued without its context", false),
            ("CancellationToken", "UnsafeRegister") => new("a callback that is registered without its context", false),
            ("Thread", ".ctor") when UnsafeStarts(starter, model).Any() => new("a thread that is started without its context", false),
            ("ExecutionContext", "Run") => new(null, RestoresContext: true),
            ("Task", "Run" or "ContinueWith") or ("TaskFactory", "StartNew") or ("ThreadPool", "QueueUserWorkItem") or ("Timer", ".ctor")
                when IsFlowSuppressed(starter, model) => new("work that is started while the flow of the context is suppressed", false),
            _ => default,
        };
    }

    private static bool IsInSystemThreading(IMethodSymbol method) =>
        method.ContainingNamespace.ToDisplayString() is "System.Threading" or "System.Threading.Tasks";

    /// <summary>The places that start a thread without its context, at its creation or through its local.</summary>
    public static IEnumerable<SimpleNameSyntax> UnsafeStarts(ExpressionSyntax creation, SemanticModel model)
    {
        if (creation.Parent is MemberAccessExpressionSyntax { Name: { Identifier.ValueText: "UnsafeStart" } name })
        {
            return [name];
        }

        if (creation.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent.Parent: { } block } declarator })
        {
            return [];
        }

        var local = model.GetDeclaredSymbol(declarator);
        return block.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .Where(a => a is { Name.Identifier.ValueText: "UnsafeStart", Expression: IdentifierNameSyntax name }
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, local))
            .Select(a => a.Name);
    }

    /// <summary>Suppression ends with its using, or with Undo or RestoreFlow, and does not outlive its function.</summary>
    private static bool IsFlowSuppressed(SyntaxNode starter, SemanticModel model)
    {
        var inner = starter;
        for (var current = starter.Parent; current is not null and not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax); inner = current, current = current.Parent)
        {
            if (current is UsingStatementSyntax statement && statement.Statement == inner
                && Calls((SyntaxNode?)statement.Expression ?? statement.Declaration, model, "SuppressFlow"))
            {
                return true;
            }

            foreach (var before in current is BlockSyntax block ? block.Statements.TakeWhile(s => s != inner).Reverse() : [])
            {
                if (Calls(before, model, "Undo", "RestoreFlow"))
                {
                    return false;
                }

                if (before is LocalDeclarationStatementSyntax or ExpressionStatementSyntax && Calls(before, model, "SuppressFlow"))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Calls(SyntaxNode? node, SemanticModel model, params string[] names) =>
        node?.DescendantNodesAndSelf(n => n is not AnonymousFunctionExpressionSyntax).OfType<InvocationExpressionSyntax>().Any(i =>
            i.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name }
            && names.Contains(name)
            && model.GetSymbolInfo(i).Symbol?.ContainingType is { Name: "ExecutionContext" or "AsyncFlowControl" }) == true;
}
