using AiInstrument.Catalog.Jobs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Generators.Parsing;

/// <summary>Reads jobs: the entry points that are no routes.</summary>
internal static class JobParser
{
    public static bool IsCandidate(SyntaxNode node) => node switch
    {
        ClassDeclarationSyntax { BaseList: not null } => true,
        MethodDeclarationSyntax { Identifier.ValueText: "Main" } => true,
        MethodDeclarationSyntax { AttributeLists.Count: > 0, ParameterList.Parameters.Count: > 0 } method =>
            method.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString().Contains("Function")),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } => Schedulers.MethodNames.Contains(name),
        ObjectCreationExpressionSyntax { Type: var type } => type.ToString().EndsWith("Timer", StringComparison.Ordinal),
        ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: > 1, Parent: EqualsValueClauseSyntax or AssignmentExpressionSyntax } => true,
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression, Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Elapsed" } } => true,
        CompilationUnitSyntax unit => unit.Members.Any(m => m is GlobalStatementSyntax),
        _ => false,
    };

    public static JobName? Parse(GeneratorSyntaxContext context, CancellationToken cancellation) =>
        context.Node switch
        {
            ClassDeclarationSyntax type => context.SemanticModel.GetDeclaredSymbol(type, cancellation) is { } symbol
                ? Contracts(context).Of(symbol)
                : null,
            MethodDeclarationSyntax method => context.SemanticModel.GetDeclaredSymbol(method, cancellation) is { } symbol
                ? new FunctionTriggers(context.SemanticModel.Compilation).Of(symbol) ?? Program(method, symbol, context, cancellation)
                : null,
            CompilationUnitSyntax unit => Program(unit, context.SemanticModel.GetDeclaredSymbol(unit, cancellation), context, cancellation),
            var node => context.SemanticModel.GetOperation(node, cancellation) is { } operation
                && context.SemanticModel.GetEnclosingSymbol(node.SpanStart, cancellation) is { } around
                    ? Schedulers.Of(operation, around)?.Name
                    : null,
        };

    private static JobContracts Contracts(GeneratorSyntaxContext context) => new(context.SemanticModel.Compilation);

    /// <summary>A program that runs to its end is a job; one that builds a host is the place of others.</summary>
    private static JobName? Program(SyntaxNode node, IMethodSymbol? main, GeneratorSyntaxContext context, CancellationToken cancellation)
    {
        var compilation = context.SemanticModel.Compilation;
        return main is not null
            && Programs.IsProgram(compilation)
            && SymbolEqualityComparer.Default.Equals(compilation.GetEntryPoint(cancellation), main)
            && !Programs.BuildsHost(node, context.SemanticModel)
                ? JobName.OfProgram(compilation.AssemblyName ?? "")
                : null;
    }
}
