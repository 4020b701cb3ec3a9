using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Catalog.Symbols;

/// <summary>Finds what an attribute in source stands on.</summary>
internal static class MarkedSymbol
{
    /// <summary>The member, type, lambda or assembly; null in code that is not finished.</summary>
    public static ISymbol? Of(AttributeSyntax attribute, SemanticModel model, CancellationToken cancellation) => attribute.Parent?.Parent switch
    {
        CompilationUnitSyntax => model.Compilation.Assembly,
        AnonymousFunctionExpressionSyntax lambda => model.GetSymbolInfo(lambda, cancellation).Symbol,
        { } declaration => model.GetDeclaredSymbol(declaration, cancellation),
        null => null,
    };
}
