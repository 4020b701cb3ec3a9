using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Catalog;

/// <summary>
/// The id of a call site: sixteen hex digits over assembly, containing member, called method and the call's position among
/// calls of that method in the member. Edits elsewhere, moved lines and renamed files leave it as it is.
/// </summary>
internal static class CallSiteId
{
    public static string Of(string assembly, string member, string target, int ordinal) =>
        StableHash.Of(assembly + "\n" + member + "\n" + target + "\n" + ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>How many uses of the same method stand before this one in the same member.</summary>
    /// <param name="call">The call.</param>
    /// <param name="model">The semantic model of the call's tree.</param>
    public static int Ordinal(LlmCall call, SemanticModel model)
    {
        if (call.Node is not SimpleNameSyntax name || call.Target is null)
        {
            return PositionAmongEqualText(call.Node);
        }

        var ordinal = 0;
        foreach (var other in SameNames(MemberOf(name), name))
        {
            if (model.GetSymbolInfo(other).Symbol is IMethodSymbol method && SymbolNames.Method(method) == call.TargetName)
            {
                ordinal++;
            }
        }

        return ordinal;
    }

    private static IEnumerable<SimpleNameSyntax> SameNames(SyntaxNode member, SimpleNameSyntax name)
    {
        foreach (var node in member.DescendantNodes())
        {
            if (node.SpanStart >= name.SpanStart)
            {
                yield break;
            }

            if (node is SimpleNameSyntax other && other.Identifier.ValueText == name.Identifier.ValueText)
            {
                yield return other;
            }
        }
    }

    private static int PositionAmongEqualText(SyntaxNode node)
    {
        var ordinal = 0;
        foreach (var other in MemberOf(node).DescendantNodes())
        {
            if (other.SpanStart >= node.SpanStart)
            {
                break;
            }

            if (other.RawKind == node.RawKind && SyntaxFactory.AreEquivalent(other, node))
            {
                ordinal++;
            }
        }

        return ordinal;
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
