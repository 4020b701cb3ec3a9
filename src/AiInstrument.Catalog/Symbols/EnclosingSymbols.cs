using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Catalog.Symbols;

/// <summary>The symbols around a node that can carry attributes, innermost first: lambdas, local functions, member, types, assembly.</summary>
internal static class EnclosingSymbols
{
    public static IEnumerable<ISymbol> Of(SyntaxNode node, SemanticModel model, ISymbol containingSymbol)
    {
        for (var current = node.Parent; current is not null and not MemberDeclarationSyntax; current = current.Parent)
        {
            if (Function(current, model) is { } function)
            {
                yield return function;
            }
        }

        for (var symbol = containingSymbol; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
            {
                continue;
            }

            yield return symbol;

            // Accessors have their property; so has the field that an initializer of an automatic property belongs to.
            var property = (symbol as IMethodSymbol)?.AssociatedSymbol ?? (symbol as IFieldSymbol)?.AssociatedSymbol;
            if (property is not null)
            {
                yield return property;
            }
        }

        yield return containingSymbol.ContainingAssembly;
    }

    private static ISymbol? Function(SyntaxNode node, SemanticModel model) => node switch
    {
        LocalFunctionStatementSyntax local => model.GetDeclaredSymbol(local),
        AnonymousFunctionExpressionSyntax lambda => model.GetSymbolInfo(lambda).Symbol,
        _ => null,
    };
}
