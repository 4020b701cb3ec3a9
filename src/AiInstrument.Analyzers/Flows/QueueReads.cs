using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Analyzers.Flows;

/// <summary>Finds loops that take items from a channel or a blocking collection: the items come from flows that end there.</summary>
internal sealed class QueueReads
{
    private readonly INamedTypeSymbol? _blockingCollection;
    private readonly INamedTypeSymbol? _channelReader;

    public QueueReads(Compilation compilation)
    {
        _channelReader = compilation.FindType("System.Threading.Channels.ChannelReader`1");
        _blockingCollection = compilation.FindType("System.Collections.Concurrent.BlockingCollection`1");
    }

    /// <summary>Whether <paramref name="loop"/> takes an item for each turn before its part <paramref name="inner"/> comes to the call.</summary>
    public bool IsConsumedBy(SyntaxNode loop, SyntaxNode inner, SyntaxNode call, SemanticModel model) => loop switch
    {
        CommonForEachStatementSyntax each => each.Statement == inner && Reads(each.Expression, each.Expression.Span.End, model),
        WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax => Reads(loop, call.SpanStart, model),
        _ => false,
    };

    /// <summary>The reads in a loop that stand before a position.</summary>
    public IEnumerable<InvocationExpressionSyntax> In(SyntaxNode loop, int before, SemanticModel model) =>
        loop.DescendantNodesAndSelf(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<InvocationExpressionSyntax>()
            .Where(i => i.Span.End <= before && IsRead(i, model));

    private bool Reads(SyntaxNode node, int before, SemanticModel model) => In(node, before, model).Any();

    private bool IsRead(InvocationExpressionSyntax invocation, SemanticModel model)
    {
        var name = (invocation.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText;
        return name switch
        {
            "ReadAllAsync" or "ReadAsync" or "TryRead" or "WaitToReadAsync" => IsOn(_channelReader),
            "GetConsumingEnumerable" or "Take" or "TryTake" => IsOn(_blockingCollection),
            _ => false,
        };

        bool IsOn(INamedTypeSymbol? type)
        {
            for (var t = (model.GetSymbolInfo(invocation).Symbol as IMethodSymbol)?.ContainingType; t is not null; t = t.BaseType)
            {
                if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, type))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
