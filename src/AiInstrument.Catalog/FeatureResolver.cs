using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Catalog;

/// <summary>A feature as an attribute declares it.</summary>
internal sealed record DeclaredFeature(string Id, string? Category, string? Owner, string? Purpose);

/// <summary>Where a call's feature comes from.</summary>
/// <param name="Declared">The innermost [AiFeature] around the call, or null.</param>
/// <param name="FromScope">A <c>using AiScope.Feature(…)</c> in the same member is nearer than any attribute: the feature is known at run time.</param>
internal readonly record struct FeatureResolution(DeclaredFeature? Declared, bool FromScope)
{
    public bool IsResolved => FromScope || Declared is not null;
}

/// <summary>Finds the feature of a call. The innermost wins: a dominating scope or an attribute, from the call outward.</summary>
internal sealed class FeatureResolver
{
    private readonly INamedTypeSymbol? _attribute;
    private readonly INamedTypeSymbol? _scope;

    public FeatureResolver(Compilation compilation)
    {
        _attribute = compilation.FindType("AiInstrument.AiFeatureAttribute");
        _scope = compilation.FindType("AiInstrument.AiScope");
    }

    /// <summary>Whether the compilation can declare features at all: without the runtime nothing can be attributed.</summary>
    public bool IsAvailable => _attribute is not null;

    public FeatureResolution Resolve(SyntaxNode call, SemanticModel model, ISymbol containingSymbol)
    {
        SyntaxNode inner = call;
        var scopesCount = true;
        for (var current = call.Parent; current is not null and not BaseTypeDeclarationSyntax; inner = current, current = current.Parent)
        {
            if (scopesCount && OpensScopeBefore(current, inner, model))
            {
                return new(null, FromScope: true);
            }

            var function = current switch
            {
                LocalFunctionStatementSyntax local => (ISymbol?)model.GetDeclaredSymbol(local),
                AnonymousFunctionExpressionSyntax lambda => model.GetSymbolInfo(lambda).Symbol,
                _ => null,
            };
            if (function is not null && Declaration(function) is { } onFunction)
            {
                return new(onFunction, FromScope: false);
            }

            scopesCount &= current is not AnonymousFunctionExpressionSyntax handler || !RunsLater(handler, model);
        }

        foreach (var symbol in EnclosingSymbols.Of(call, model, containingSymbol))
        {
            if (Declaration(symbol) is { } declared)
            {
                return new(declared, FromScope: false);
            }
        }

        return default;
    }

    /// <summary>The feature that the symbol's own [AiFeature] declares, or null.</summary>
    public DeclaredFeature? Declaration(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, _attribute)
                && attribute.ConstructorArguments.FirstOrDefault().Value is string id)
            {
                return new DeclaredFeature(id, Named(attribute, "Category"), Named(attribute, "Owner"), Named(attribute, "Purpose"));
            }
        }

        return null;
    }

    private static string? Named(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value.Value as string;

    /// <summary>A using statement around the call, or a using declaration before it in a block around it: both dominate the call.</summary>
    private bool OpensScopeBefore(SyntaxNode outer, SyntaxNode inner, SemanticModel model) => outer switch
    {
        UsingStatementSyntax statement when statement.Statement == inner =>
            IsFeatureScope(statement.Expression, model)
            || statement.Declaration?.Variables.Any(v => IsFeatureScope(v.Initializer?.Value, model)) == true,
        BlockSyntax block => block.Statements.TakeWhile(s => s != inner).Any(s => IsScopeDeclaration(s, model)),
        SwitchSectionSyntax section => section.Statements.TakeWhile(s => s != inner).Any(s => IsScopeDeclaration(s, model)),
        CompilationUnitSyntax unit => unit.Members.TakeWhile(m => m != inner).Any(m => m is GlobalStatementSyntax g && IsScopeDeclaration(g.Statement, model)),
        _ => false,
    };

    /// <summary>An endpoint's or an event's handler runs when the scopes around its creation are closed, or in a flow that never saw them.</summary>
    private static bool RunsLater(AnonymousFunctionExpressionSyntax handler, SemanticModel model) =>
        handler.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression }
        || model.GetTypeInfo(handler).ConvertedType is { SpecialType: SpecialType.System_Delegate } or { Name: "RequestDelegate" };

    private bool IsScopeDeclaration(StatementSyntax statement, SemanticModel model) =>
        statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } declaration
        && declaration.Declaration.Variables.Any(v => IsFeatureScope(v.Initializer?.Value, model));

    private bool IsFeatureScope(ExpressionSyntax? value, SemanticModel model)
    {
        if (value is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Feature" } })
        {
            return false;
        }

        // The argument is often a generated member that does not bind while generators run: a candidate is as good.
        var info = model.GetSymbolInfo(value);
        var method = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        return method is not null && SymbolEqualityComparer.Default.Equals(method.ContainingType, _scope);
    }
}
