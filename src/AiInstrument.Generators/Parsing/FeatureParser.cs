using AiInstrument.Catalog;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Generators.Parsing;

/// <summary>Reads feature declarations.</summary>
internal static class FeatureParser
{
    public const string AttributeName = "AiInstrument.AiFeatureAttribute";

    /// <summary>Reads the attribute off a declaration that the compiler indexed by it.</summary>
    public static FeatureSpec? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Of(context.TargetSymbol, context.SemanticModel.Compilation);
    }

    /// <summary>Lambdas are not declarations: the compiler's attribute index does not hold them.</summary>
    public static bool IsAttributedLambda(SyntaxNode node) => node is LambdaExpressionSyntax { AttributeLists.Count: > 0 };

    public static FeatureSpec? ParseLambda(GeneratorSyntaxContext context, CancellationToken cancellation) =>
        context.SemanticModel.GetSymbolInfo(context.Node, cancellation).Symbol is { } lambda ? Of(lambda, context.SemanticModel.Compilation) : null;

    public static FeatureSpec Spec(DeclaredFeature declared) => new(declared.Id, declared.Category, declared.Owner, declared.Purpose);

    private static FeatureSpec? Of(ISymbol symbol, Compilation compilation) =>
        CompilationContext.For(compilation).Features.Declaration(symbol) is { } declared ? Spec(declared) : null;
}
