using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Calls;

/// <summary>Reads the URL that a <c>Uri</c> in a field, property or local was made from. Asks the declaration's syntax: it may be in another file.</summary>
internal static class HeldUrl
{
    /// <summary>The literal URL, or null where the value may be another one.</summary>
    public static string? Of(IOperation value, CancellationToken cancellationToken)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        ISymbol? holder = value switch
        {
            IFieldReferenceOperation { Field: { IsReadOnly: true } field } => field,
            IPropertyReferenceOperation { Property: { SetMethod: null } property } => property,
            ILocalReferenceOperation { Local: { } local } => local,
            _ => null,
        };
        return holder is null || value.Type is not { Name: "Uri" }
            ? null
            : Literal(holder.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken));
    }

    private static string? Literal(SyntaxNode? declaration)
    {
        var value = declaration switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
            _ => null,
        };
        return value is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments }
            && arguments[0].Expression is LiteralExpressionSyntax { Token.Value: string url }
                ? url
                : null;
    }
}
