using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers;

/// <summary>Whether the statement that an operation stands in is still being typed: the compiler's own errors are then enough.</summary>
internal static class UnfinishedCode
{
    public static bool IsAround(IOperation operation)
    {
        var statement = operation.Syntax.FirstAncestorOrSelf<SyntaxNode>(n => n is StatementSyntax or MemberDeclarationSyntax);
        if (statement?.ContainsDiagnostics == true && statement.ChildNodesAndTokens().Any(IsBroken))
        {
            return true;
        }

        var part = operation;
        while (part.Parent is { } parent and not (IBlockOperation or ILoopOperation or IConditionalOperation or IUsingOperation or ILockOperation or ISwitchOperation or ISwitchCaseOperation or IMethodBodyBaseOperation))
        {
            part = parent;
        }

        return part.DescendantsAndSelf().Any(o => o.Kind == OperationKind.Invalid);
    }

    /// <summary>What a statement or member holds of its own kind is looked at by itself. A #warning is a diagnostic too, and no error.</summary>
    private static bool IsBroken(SyntaxNodeOrToken child) =>
        child.ContainsDiagnostics
        && child.AsNode() is not (StatementSyntax { IsMissing: false } or MemberDeclarationSyntax)
        && child.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error);
}
