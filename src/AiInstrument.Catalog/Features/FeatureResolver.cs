using AiInstrument.Catalog.Calls;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Catalog.Features;

/// <summary>What says a call's feature.</summary>
internal enum FeatureSource
{
    /// <summary>Nothing does.</summary>
    None,

    /// <summary>An [AiFeature] with an id.</summary>
    Attribute,

    /// <summary>A <c>using AiScope.Feature(…)</c> in the same member, nearer than any attribute: the feature is known at run time.</summary>
    Scope,

    /// <summary>The endpoint whose handler the call is in, by <c>WithAiFeature</c>.</summary>
    Endpoint,

    /// <summary>The callers of the member around the call, by <c>[AiFeature(FromCaller = true)]</c>.</summary>
    Caller,
}

/// <summary>Where a call's feature comes from.</summary>
/// <param name="Source">What says it.</param>
/// <param name="Declared">The feature where an attribute says it, else null: then only the run time knows.</param>
internal readonly record struct FeatureResolution(FeatureSource Source, DeclaredFeature? Declared = null)
{
    public bool IsResolved => Source != FeatureSource.None;
}

/// <summary>Finds the feature of a call. The innermost wins: a dominating scope, an attribute or an endpoint, from the call outward.</summary>
internal sealed class FeatureResolver
{
    private readonly INamedTypeSymbol? _attribute;
    private readonly INamedTypeSymbol? _scope;
    private readonly FromCallerMembers _fromCaller;
    private readonly EndpointFeatures _endpoints;

    public FeatureResolver(Compilation compilation)
    {
        _attribute = compilation.FindType("AiInstrument.AiFeatureAttribute");
        _scope = compilation.FindType("AiInstrument.AiScope");
        _fromCaller = FromCallerMembers.Of(compilation);
        _endpoints = new EndpointFeatures(compilation);
    }

    /// <summary>Whether the compilation can declare features at all: without the runtime nothing can be attributed.</summary>
    public bool IsAvailable => _attribute is not null;

    public FeatureResolution Resolve(SyntaxNode call, SemanticModel model, ISymbol containingSymbol) =>
        ResolveInFunctions(call, model, containingSymbol) is { IsResolved: true } inner ? inner : ResolveInMembers(call, model, containingSymbol);

    /// <summary>The feature that the symbol's own [AiFeature] declares, or null.</summary>
    public DeclaredFeature? Declaration(ISymbol symbol) => FeatureMark.Of(symbol, _attribute).Declared;

    /// <summary>Scopes, lambdas and local functions, up to the member. A scope of the member counts for the functions in it that run at once.</summary>
    private FeatureResolution ResolveInFunctions(SyntaxNode call, SemanticModel model, ISymbol containingSymbol)
    {
        if (_endpoints.IsGivenToHandler(call, model))
        {
            return new(FeatureSource.Endpoint);
        }

        var inner = call;
        var scopesCount = !EndpointFeatures.IsHandler(call);
        for (var current = call.Parent; current is not null and not BaseTypeDeclarationSyntax; inner = current, current = current.Parent)
        {
            if (scopesCount && OpensScopeBefore(current, inner, model))
            {
                return new(FeatureSource.Scope);
            }

            var function = current switch
            {
                LocalFunctionStatementSyntax local => (ISymbol?)model.GetDeclaredSymbol(local),
                AnonymousFunctionExpressionSyntax lambda => model.GetSymbolInfo(lambda).Symbol,
                _ => null,
            };
            if (function is not null && OfSymbol(function, containingSymbol) is { IsResolved: true } onFunction)
            {
                return onFunction;
            }

            if (current is AnonymousFunctionExpressionSyntax ? _endpoints.IsGivenToHandler(current, model) : function is IMethodSymbol method && _endpoints.IsGivenToHandlersNamed(method))
            {
                return new(FeatureSource.Endpoint);
            }

            scopesCount &= current is not AnonymousFunctionExpressionSyntax handler || !RunsLater(handler, model);
        }

        return default;
    }

    private FeatureResolution ResolveInMembers(SyntaxNode call, SemanticModel model, ISymbol containingSymbol)
    {
        foreach (var symbol in EnclosingSymbols.Of(call, model, containingSymbol))
        {
            // An assembly's feature is the last resort; what the code itself says about its callers is nearer.
            if (symbol is IAssemblySymbol && _fromCaller.InheritsMark(containingSymbol))
            {
                return new(FeatureSource.Caller);
            }

            if (OfSymbol(symbol, containingSymbol) is { IsResolved: true } resolution)
            {
                return resolution;
            }
        }

        return containingSymbol is IMethodSymbol { MethodKind: MethodKind.Ordinary } method && _endpoints.IsGivenToHandlersNamed(method)
            ? new(FeatureSource.Endpoint)
            : default;
    }

    private FeatureResolution OfSymbol(ISymbol symbol, ISymbol containingSymbol)
    {
        var mark = FeatureMark.Of(symbol, _attribute);
        return mark.Declared is { } declared ? new(FeatureSource.Attribute, declared)
            : mark.FromCaller && FromCallerMembers.Covers(symbol, containingSymbol) ? new(FeatureSource.Caller)
            : default;
    }

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
