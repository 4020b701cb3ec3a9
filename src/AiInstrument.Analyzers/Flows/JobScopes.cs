using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Analyzers.Flows;

/// <summary>Finds the <c>AiScope.Job</c> or <c>AiScope.EntryPoint</c> that is open at a node on every path.</summary>
internal sealed class JobScopes(INamedTypeSymbol scope)
{
    /// <summary>Whether one is open, opened by the function that the node is in.</summary>
    public bool IsOpenAt(SyntaxNode node, SemanticModel model)
    {
        SyntaxNode inner = node;
        for (var current = node.Parent; current is not null && !EndsFunction(current); inner = current, current = current.Parent)
        {
            var opens = current switch
            {
                UsingStatementSyntax statement when statement.Statement == inner =>
                    Opens(statement.Expression, model) || statement.Declaration?.Variables.Any(v => Opens(v.Initializer?.Value, model)) == true,
                BlockSyntax block => block.Statements.TakeWhile(s => s != inner).Any(s => Declares(s, model)),
                SwitchSectionSyntax section => section.Statements.TakeWhile(s => s != inner).Any(s => Declares(s, model)),
                CompilationUnitSyntax unit => unit.Members.TakeWhile(m => m != inner).Any(m => m is GlobalStatementSyntax g && Declares(g.Statement, model)),
                _ => false,
            };
            if (opens)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A top-level statement is a member too, and the function goes on around it.</summary>
    private static bool EndsFunction(SyntaxNode node) =>
        node is LocalFunctionStatementSyntax or (MemberDeclarationSyntax and not GlobalStatementSyntax);

    private bool Declares(StatementSyntax statement, SemanticModel model) =>
        statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } declaration
        && declaration.Declaration.Variables.Any(v => Opens(v.Initializer?.Value, model));

    private bool Opens(ExpressionSyntax? value, SemanticModel model)
    {
        if (value is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Job" or "EntryPoint" } })
        {
            return false;
        }

        var info = model.GetSymbolInfo(value);
        return SymbolEqualityComparer.Default.Equals((info.Symbol ?? info.CandidateSymbols.FirstOrDefault())?.ContainingType, scope);
    }
}
