using AiInstrument.Analyzers.Features;
using AiInstrument.Catalog.Features;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.CodeFixes;

/// <summary>Where a feature is declared for a call.</summary>
/// <param name="Node">The member, type, lambda or local function that gets the attribute, or the statement that gets a scope before it.</param>
/// <param name="ProposedId">An id from the names around the call.</param>
internal sealed record FeaturePlacement(SyntaxNode Node, string ProposedId)
{
    /// <summary>Top-level statements have nothing to put an attribute on.</summary>
    public bool IsScope => Node is GlobalStatementSyntax { Statement: not LocalFunctionStatementSyntax };

    /// <summary>The nearest place for the call at a span; null where none can be edited.</summary>
    public static async Task<FeaturePlacement?> FindAsync(Document document, TextSpan span, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || model is null || document is SourceGeneratedDocument || RazorFiles.IsGenerated(root.SyntaxTree))
        {
            return null;
        }

        // A declaration that does not compile yet is there already: a second one would not help.
        var placement = Find(root.FindNode(span, getInnermostNodeForTie: true), model);
        return placement is null || placement.Node.ChildNodes().OfType<AttributeListSyntax>().Any(list => !FeatureDeclarations.AttributesOf(list).IsEmpty)
            ? null
            : placement;
    }

    /// <summary>Whether a placement that is already planned serves this call as well.</summary>
    public bool IsCoveredBy(FeaturePlacement planned) =>
        planned.Node == Node || (IsScope && planned.IsScope && planned.Node.SpanStart < Node.SpanStart);

    public NamedFeature Name(UsedFeatureIds ids) => new(this, ids.Take(ProposedId));

    private static FeaturePlacement? Find(SyntaxNode call, SemanticModel model)
    {
        var functions = call.Ancestors()
            .TakeWhile(n => n is not MemberDeclarationSyntax)
            .Where(n => n is LocalFunctionStatementSyntax || (n is LambdaExpressionSyntax lambda && CanCarryAttribute(lambda, model)))
            .Reverse()
            .ToList();
        switch (call.FirstAncestorOrSelf<MemberDeclarationSyntax>())
        {
            case GlobalStatementSyntax when functions.FirstOrDefault() is { } function:
                return new FeaturePlacement(function, Propose("Program", NameOf(function)));

            // A scope around a handler would be closed when it runs, and `delegate` takes no attribute.
            case GlobalStatementSyntax when call.Ancestors().Any(n => n is AnonymousMethodExpressionSyntax):
                return null;

            case GlobalStatementSyntax statement:
                return new FeaturePlacement(statement, Propose("Program", ""));

            case { } member when member is BaseMethodDeclarationSyntax or PropertyDeclarationSyntax or IndexerDeclarationSyntax:
                return functions.FirstOrDefault(IsEndpoint) is { } endpoint
                    ? new FeaturePlacement(endpoint, Propose(TypeName(member), NameOf(endpoint)))
                    : new FeaturePlacement(member, Propose(TypeName(member), MemberName(member)));

            case BaseFieldDeclarationSyntax field when functions.FirstOrDefault() is LambdaExpressionSyntax lambda:
                return new FeaturePlacement(lambda, Propose(TypeName(field), NameOf(lambda)));

            case { } other when other.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type:
                return new FeaturePlacement(type, Propose(type.Identifier.ValueText, ""));

            default:
                return null;
        }
    }

    /// <summary>An expression tree cannot hold a lambda with attributes.</summary>
    private static bool CanCarryAttribute(LambdaExpressionSyntax lambda, SemanticModel model) =>
        model.GetTypeInfo(lambda).ConvertedType is not { Name: "Expression" or "LambdaExpression" };

    /// <summary>The handler of a minimal API endpoint is a purpose of its own; its containing method maps many.</summary>
    private static bool IsEndpoint(SyntaxNode function) =>
        InvocationTaking(function) is { } invocation && InvokedName(invocation).StartsWith("Map", StringComparison.Ordinal);

    private static InvocationExpressionSyntax? InvocationTaking(SyntaxNode function) =>
        function.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax invocation } ? invocation : null;

    private static string InvokedName(InvocationExpressionSyntax invocation) => invocation.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };

    private static string NameOf(SyntaxNode function) => function switch
    {
        LocalFunctionStatementSyntax local => local.Identifier.ValueText,
        _ when InvocationTaking(function) is { } invocation => Route(invocation) ?? InvokedName(invocation),
        _ => function.FirstAncestorOrSelf<VariableDeclaratorSyntax>()?.Identifier.ValueText ?? "",
    };

    /// <summary><c>MapPost("/tickets/{id}/summary", …)</c> is named for the words of its route.</summary>
    private static string? Route(InvocationExpressionSyntax invocation) =>
        invocation.ArgumentList.Arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax { Token.Value: string route } && route.StartsWith("/", StringComparison.Ordinal)
            ? route
            : null;

    private static string TypeName(SyntaxNode member) => member.Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText ?? "";

    private static string MemberName(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        IndexerDeclarationSyntax => "Item",
        OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax => "Operator",
        _ => "",
    };

    private static string Propose(string type, string member)
    {
        // A route says more than the type that maps it: its words are the id.
        if (!member.StartsWith("/", StringComparison.Ordinal))
        {
            return FeatureId.Propose(type, member);
        }

        var id = FeatureId.Normalize(string.Join(".", member.Split('/').Where(segment => !segment.StartsWith("{", StringComparison.Ordinal))));
        return id.Length > 0 ? id : FeatureId.Propose(type, "");
    }
}

/// <summary>A feature to write.</summary>
/// <param name="Placement">Where.</param>
/// <param name="Id">Its id, unique.</param>
internal sealed record NamedFeature(FeaturePlacement Placement, string Id);
