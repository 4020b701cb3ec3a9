using System.Collections.Immutable;
using AiInstrument.Catalog.Jobs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Generators.Parsing;

/// <summary>Reads jobs: the entry points that are no routes.</summary>
internal static class JobParser
{
    /// <summary>The words at which a job may stand, beside the keywords of classes and creations.</summary>
    public static readonly ImmutableArray<string> Names =
    [
        "Main", "Function", "FunctionAttribute", "FunctionName", "FunctionNameAttribute", "Timer", "Elapsed", .. Schedulers.MethodNames,
    ];

    /// <summary>The class, method, creation, call or handler that a word may make a job; null when it makes none.</summary>
    public static SyntaxNode? CandidateOf(SyntaxToken word) => word.Parent switch
    {
        ClassDeclarationSyntax { BaseList: not null } type => type,
        MethodDeclarationSyntax { Identifier.ValueText: "Main" } main => main,
        ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: > 1, Parent: EqualsValueClauseSyntax or AssignmentExpressionSyntax } creation => creation,
        SimpleNameSyntax name => CandidateOf(name),
        _ => null,
    };

    public static JobName? Parse(SyntaxNode node, SemanticModel model, CompilationContext context, CancellationToken cancellation) => node switch
    {
        ClassDeclarationSyntax type => model.GetDeclaredSymbol(type, cancellation) is { } symbol ? context.JobContracts.Of(symbol) : null,
        MethodDeclarationSyntax method => model.GetDeclaredSymbol(method, cancellation) is { } symbol
            ? context.FunctionTriggers.Of(symbol) ?? Program(method, symbol, model, cancellation)
            : null,
        CompilationUnitSyntax unit => Program(unit, model.GetDeclaredSymbol(unit, cancellation), model, cancellation),
        _ => model.GetOperation(node, cancellation) is { } operation && model.GetEnclosingSymbol(node.SpanStart, cancellation) is { } around
            ? Schedulers.Of(operation, around)?.Name
            : null,
    };

    private static SyntaxNode? CandidateOf(SimpleNameSyntax name)
    {
        SyntaxNode whole = name;
        while (whole.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax)
        {
            whole = whole.Parent;
        }

        return whole.Parent switch
        {
            AttributeSyntax { Parent.Parent: MethodDeclarationSyntax { ParameterList.Parameters.Count: > 0 } method } => method,
            ObjectCreationExpressionSyntax creation when creation.Type == whole => creation,
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access when access.Name == name && Schedulers.MethodNames.Contains(name.Identifier.ValueText) => call,
            MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression } handler } access when handler.Left == access => handler,
            _ => null,
        };
    }

    /// <summary>A program that runs to its end is a job; one that builds a host is the place of others.</summary>
    private static JobName? Program(SyntaxNode node, IMethodSymbol? main, SemanticModel model, CancellationToken cancellation) =>
        main is not null
        && Programs.IsProgram(model.Compilation)
        && SymbolEqualityComparer.Default.Equals(model.Compilation.GetEntryPoint(cancellation), main)
        && !Programs.BuildsHost(node, model)
            ? JobName.OfProgram(model.Compilation.AssemblyName ?? "")
            : null;
}
