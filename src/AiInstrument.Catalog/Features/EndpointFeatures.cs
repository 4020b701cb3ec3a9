using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Catalog.Features;

/// <summary>
/// The features that endpoints carry: <c>app.MapPost(…, handler).WithAiFeature(…)</c>, or the group that the endpoint is mapped on.
/// The extension is generated and does not bind while generators run, so this goes by syntax.
/// </summary>
internal sealed class EndpointFeatures(Compilation compilation)
{
    public const string MethodName = "WithAiFeature";

    // Weak: a tree that nobody else holds takes its handlers with it.
    private static readonly ConditionalWeakTable<SyntaxTree, TreeHandlers> s_inTrees = new();

    private readonly Lazy<ImmutableArray<TreeHandlers>> _trees = new(() => HandlersIn(compilation));

    /// <summary>Whether an expression is what a <c>Map…</c> call runs for a request.</summary>
    public static bool IsHandler(SyntaxNode expression) => MapCallOf(expression) is not null;

    /// <summary>Whether the endpoint of a handler, a lambda or the name of a method, carries a feature.</summary>
    public bool IsGivenToHandler(SyntaxNode handler, SemanticModel model) => MapCallOf(handler) is { } map && IsGiven(map, model);

    /// <summary>Whether a method is the handler of endpoints that all carry a feature.</summary>
    public bool IsGivenToHandlersNamed(IMethodSymbol method)
    {
        var isGiven = false;
        foreach (var handler in _trees.Value.SelectMany(t => t.Names).Where(n => n.Identifier.ValueText == method.Name))
        {
            var model = compilation.GetSemanticModel(handler.SyntaxTree);
            var info = model.GetSymbolInfo(handler);
            if (!info.CandidateSymbols.Add(info.Symbol!).Any(s => s is not null && SymbolEqualityComparer.Default.Equals(s.OriginalDefinition, method.OriginalDefinition)))
            {
                continue;
            }

            if (!IsGivenToHandler(handler, model))
            {
                return false;
            }

            isGiven = true;
        }

        return isGiven;
    }

    /// <summary>
    /// The expression as it binds while the extension is still to be generated: without it, and with the groups that got it in
    /// place of their locals. Null where no feature is given.
    /// </summary>
    public static ExpressionSyntax? Without(ExpressionSyntax expression, SemanticModel model) => expression switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: MethodName } given } =>
            Without(given.Expression, model) ?? given.Expression,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call when Without(access.Expression, model) is { } builder =>
            call.WithExpression(access.WithExpression(builder)),
        ParenthesizedExpressionSyntax parenthesized => Without(parenthesized.Expression, model),
        IdentifierNameSyntax name when InitializerOf(name, model) is { } value => Without(value, model),
        _ => null,
    };

    /// <summary>What follows the mapping in its chain, or what stands before it: a group, in the chain or in a local.</summary>
    private static bool IsGiven(InvocationExpressionSyntax map, SemanticModel model)
    {
        SyntaxNode chain = map;
        while (chain.Parent is MemberAccessExpressionSyntax access && access.Expression == chain && access.Parent is InvocationExpressionSyntax next)
        {
            if (Gives(next, model))
            {
                return true;
            }

            chain = next;
        }

        return map.Expression is MemberAccessExpressionSyntax { Expression: var builder } && IsGiven(builder, model);
    }

    private static bool IsGiven(ExpressionSyntax builder, SemanticModel model) => builder switch
    {
        ParenthesizedExpressionSyntax parenthesized => IsGiven(parenthesized.Expression, model),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call => Gives(call, model) || IsGiven(access.Expression, model),
        IdentifierNameSyntax name => DeclaratorOf(name, model) is { } local && (IsGiven(local.Initializer!.Value, model) || IsGivenInStatement(local, model)),
        _ => false,
    };

    /// <summary><c>group.WithAiFeature(…);</c> next to the group's declaration. A convention holds for what was mapped before it too.</summary>
    private static bool IsGivenInStatement(VariableDeclaratorSyntax local, SemanticModel model) =>
        SiblingsOf(local).Any(statement =>
            statement is ExpressionStatementSyntax { Expression: var expression }
            && Receivers(expression).Any(call =>
                call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax name }
                && name.Identifier.ValueText == local.Identifier.ValueText
                && Gives(call, model)));

    /// <summary>The calls of a chain, from the last to the first.</summary>
    private static IEnumerable<InvocationExpressionSyntax> Receivers(ExpressionSyntax expression)
    {
        while (expression is InvocationExpressionSyntax call)
        {
            yield return call;
            expression = call.Expression is MemberAccessExpressionSyntax access ? access.Expression : call.Expression;
        }
    }

    private static IEnumerable<StatementSyntax> SiblingsOf(VariableDeclaratorSyntax local) => local.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>()?.Parent switch
    {
        BlockSyntax block => block.Statements,
        GlobalStatementSyntax { Parent: CompilationUnitSyntax file } => file.Members.OfType<GlobalStatementSyntax>().Select(s => s.Statement),
        _ => [],
    };

    /// <summary>What a local was declared with, before it is named here: broken code may name it in its own declaration.</summary>
    private static ExpressionSyntax? InitializerOf(IdentifierNameSyntax name, SemanticModel model) => DeclaratorOf(name, model)?.Initializer!.Value;

    private static VariableDeclaratorSyntax? DeclaratorOf(IdentifierNameSyntax name, SemanticModel model) =>
        model.GetSymbolInfo(name).Symbol is ILocalSymbol local
        && local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer: not null } declarator
        && declarator.Span.End <= name.SpanStart
            ? declarator
            : null;

    /// <summary>Where the call binds, it must be ours.</summary>
    private static bool Gives(InvocationExpressionSyntax call, SemanticModel model) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: MethodName }
        && model.GetSymbolInfo(call).Symbol is null or { ContainingNamespace.Name: "AiInstrument" };

    private static InvocationExpressionSyntax? MapCallOf(SyntaxNode handler)
    {
        while (handler.Parent is MemberAccessExpressionSyntax access && access.Name == handler)
        {
            handler = access;
        }

        return handler.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } call }
            && name.StartsWith("Map", StringComparison.Ordinal)
                ? call
                : null;
    }

    private static ImmutableArray<TreeHandlers> HandlersIn(Compilation compilation)
    {
        var trees = compilation.SyntaxTrees.Select(t => s_inTrees.GetValue(t, static tree => TreeHandlers.In(tree))).ToImmutableArray();
        return trees.Any(t => t.GivesFeature) ? trees : [];
    }

    /// <summary>The methods that a tree hands to <c>Map…</c> calls.</summary>
    private sealed record TreeHandlers(bool GivesFeature, ImmutableArray<SimpleNameSyntax> Names)
    {
        public static TreeHandlers In(SyntaxTree tree)
        {
            var names = tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().ToList();
            return new TreeHandlers(names.Exists(n => n.Identifier.ValueText == MethodName), [.. names.Where(IsHandler)]);
        }
    }
}
