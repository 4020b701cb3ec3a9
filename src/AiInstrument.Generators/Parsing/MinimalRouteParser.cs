using System.Collections.Immutable;
using AiInstrument.Catalog.Features;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Generators.Parsing;

/// <summary>Reads <c>app.MapGet("/tickets/{id}", …)</c> and its siblings, with the prefixes of the groups around them.</summary>
internal static class MinimalRouteParser
{
    private const string Extensions = "Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions";

    /// <summary>The methods that map an endpoint.</summary>
    public static readonly ImmutableArray<string> Names = ["MapGet", "MapPost", "MapPut", "MapDelete", "MapPatch", "MapMethods"];

    /// <summary>The mapping whose method this name is, or null.</summary>
    public static InvocationExpressionSyntax? MappingOf(SimpleNameSyntax name) =>
        Names.Contains(name.Identifier.ValueText)
        && name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: >= 2 } invocation } access
        && access.Name == name
        && invocation.Expression == access
            ? invocation
            : null;

    public static IEnumerable<RouteSpec> Parse(InvocationExpressionSyntax invocation, SemanticModel model, CancellationToken cancellation)
    {
        var access = (MemberAccessExpressionSyntax)invocation.Expression;
        if (!IsMapping(invocation, model, cancellation)
            || Constant(Argument(invocation, "pattern", 0), model, cancellation) is not { } pattern
            || Prefix(access.Expression, model, cancellation) is not { } prefix)
        {
            return [];
        }

        var route = RoutePatterns.Rooted(RoutePatterns.Grouped(prefix, pattern));
        var methods = MethodOf(access.Name.Identifier.ValueText) is { } method
            ? [method]
            : Constants(Argument(invocation, "httpMethods", 1), model, cancellation);
        return methods.Select(m => new RouteSpec(m, route));
    }

    private static string? MethodOf(string name) => name switch
    {
        "MapGet" => "GET",
        "MapPost" => "POST",
        "MapPut" => "PUT",
        "MapDelete" => "DELETE",
        "MapPatch" => "PATCH",
        _ => null,
    };

    // The handler may use generated names, which do not bind while generators run: a candidate is as good.
    private static bool IsMapping(InvocationExpressionSyntax invocation, SemanticModel model, CancellationToken cancellation) =>
        Method(invocation, model, cancellation)?.ContainingType?.ToDisplayString() == Extensions;

    private static IMethodSymbol? Method(InvocationExpressionSyntax invocation, SemanticModel model, CancellationToken cancellation)
    {
        var info = model.GetSymbolInfo(invocation, cancellation);
        if (info.Symbol is null && info.CandidateSymbols.IsEmpty && EndpointFeatures.Without(invocation, model) is { } bound)
        {
            info = model.GetSpeculativeSymbolInfo(invocation.SpanStart, bound, SpeculativeBindingOption.BindAsExpression);
        }

        return (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) as IMethodSymbol;
    }

    private static ExpressionSyntax? Argument(InvocationExpressionSyntax invocation, string name, int position)
    {
        var arguments = invocation.ArgumentList.Arguments;
        return arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == name)?.Expression
            ?? (position < arguments.Count && arguments[position].NameColon is null ? arguments[position].Expression : null);
    }

    /// <summary>The prefix of a route builder; null when it is said elsewhere.</summary>
    private static string? Prefix(ExpressionSyntax builder, SemanticModel model, CancellationToken cancellation)
    {
        switch (builder)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                return Prefix(parenthesized.Expression, model, cancellation);

            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MapGroup" } access } invocation:
                return Constant(Argument(invocation, "prefix", 0), model, cancellation) is { } prefix && Prefix(access.Expression, model, cancellation) is { } outer
                    ? RoutePatterns.Grouped(outer, prefix)
                    : null;

            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: EndpointFeatures.MethodName } access }:
                return Prefix(access.Expression, model, cancellation);

            // A convention gives back the builder that it was called on: RequireAuthorization, WithTags, …
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } invocation when ReturnsItsReceiver(invocation, model, cancellation):
                return Prefix(access.Expression, model, cancellation);
        }

        if (model.GetSymbolInfo(builder, cancellation).Symbol is ILocalSymbol local && Initializer(local, cancellation) is { } initializer && IsGroup(initializer, model, cancellation))
        {
            return Prefix(initializer, model, cancellation);
        }

        return IsGroup(builder, model, cancellation) ? null : "";
    }

    private static bool ReturnsItsReceiver(InvocationExpressionSyntax invocation, SemanticModel model, CancellationToken cancellation) =>
        Method(invocation, model, cancellation) is { IsExtensionMethod: true } method
        && (method.ReducedFrom ?? method).OriginalDefinition is { ReturnType: ITypeParameterSymbol builder } definition
        && SymbolEqualityComparer.Default.Equals(definition.Parameters[0].Type, builder);

    private static bool IsGroup(ExpressionSyntax builder, SemanticModel model, CancellationToken cancellation) =>
        model.GetTypeInfo(builder, cancellation).Type is { Name: "RouteGroupBuilder" }
        || (EndpointFeatures.Without(builder, model) is { } bound
            && model.GetSpeculativeTypeInfo(builder.SpanStart, bound, SpeculativeBindingOption.BindAsExpression).Type is { Name: "RouteGroupBuilder" });

    private static ExpressionSyntax? Initializer(ILocalSymbol local, CancellationToken cancellation) =>
        local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer.Value: var value } ? value : null;

    private static string? Constant(ExpressionSyntax? expression, SemanticModel model, CancellationToken cancellation) =>
        expression is null ? null : model.GetConstantValue(expression, cancellation).Value as string;

    private static IEnumerable<string> Constants(ExpressionSyntax? expression, SemanticModel model, CancellationToken cancellation)
    {
        var elements = expression switch
        {
            ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
            ImplicitArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
            CollectionExpressionSyntax collection => collection.Elements.OfType<ExpressionElementSyntax>().Select(e => e.Expression),
            _ => Enumerable.Empty<ExpressionSyntax>(),
        };
        return elements.Select(e => Constant(e, model, cancellation)).OfType<string>().Select(m => m.ToUpperInvariant());
    }
}
