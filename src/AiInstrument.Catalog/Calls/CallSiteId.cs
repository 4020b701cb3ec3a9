using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Catalog.Calls;

/// <summary>
/// The id of a call site: sixteen hex digits over assembly, containing member, called method and the call's position among
/// calls of that method in the member. Edits elsewhere, moved lines and renamed files leave it as it is.
/// </summary>
internal static class CallSiteId
{
    public static string Of(string assembly, string member, string target, int ordinal) =>
        StableHash.Of(assembly + "\n" + member + "\n" + target + "\n" + ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>How many uses of the same method stand before this one in the same member.</summary>
    /// <param name="call">The node that the call is reported at.</param>
    /// <param name="targetName">The called method.</param>
    /// <param name="model">The semantic model of the call's tree.</param>
    public static int Ordinal(SyntaxNode call, string targetName, SemanticModel model)
    {
        var ordinal = 0;
        foreach (var node in MemberOf(call).DescendantNodes())
        {
            if (node.SpanStart >= call.SpanStart)
            {
                break;
            }

            if (MayBeSameUse(node, call) && Uses(node, targetName, model))
            {
                ordinal++;
            }
        }

        return ordinal;
    }

    /// <summary>Asks no symbol: only names of the same spelling, or other creations, can be uses of the same method.</summary>
    private static bool MayBeSameUse(SyntaxNode node, SyntaxNode call) => call is SimpleNameSyntax name
        ? node is SimpleNameSyntax other && other.Identifier.ValueText == name.Identifier.ValueText
        : node is BaseObjectCreationExpressionSyntax;

    private static bool Uses(SyntaxNode node, string targetName, SemanticModel model)
    {
        // A call that binds only at run time has candidates; so has one whose arguments are generated while this is asked.
        var info = model.GetSymbolInfo(node);
        return (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) switch
        {
            IMethodSymbol method => SymbolNames.Method(method) == targetName,
            IPropertySymbol property => SymbolNames.Property(property) == targetName,
            _ => false,
        };
    }

    private static SyntaxNode MemberOf(SyntaxNode node)
    {
        for (var current = node; current is not null; current = current.Parent)
        {
            // Top-level statements are one member: the file.
            if (current is MemberDeclarationSyntax and not GlobalStatementSyntax || current is CompilationUnitSyntax)
            {
                return current;
            }
        }

        return node;
    }
}
