using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Generators.Parsing;

/// <summary>
/// What one file shows to the others: all its tokens but those in bodies. A body binds to declarations and to itself, so while
/// the declarations of a compilation stay the same, what was read off an unchanged file stays true.
/// </summary>
internal static class Declarations
{
    /// <summary>A hash of the file's declarations. Trivia does not count, whatever the preprocessor leaves in does.</summary>
    public static ulong Hash(SyntaxNode root)
    {
        var hash = Fingerprint.Empty;
        Add(ref hash, root, withBodies: false);
        return hash;
    }

    /// <summary>Adds all tokens of a node, bodies included.</summary>
    public static ulong AddAll(ulong hash, SyntaxNode node)
    {
        Add(ref hash, node, withBodies: true);
        return hash;
    }

    private static void Add(ref ulong hash, SyntaxNode node, bool withBodies)
    {
        foreach (var child in node.ChildNodesAndTokens())
        {
            if (child.AsNode() is { } inner)
            {
                if (withBodies || !IsBody(inner))
                {
                    Add(ref hash, inner, withBodies);
                }

                continue;
            }

            var token = child.AsToken();
            hash = Fingerprint.Add(hash, (ulong)token.RawKind);

            // A name, a literal, a piece of an interpolated string: what the kind alone does not say.
            if (SyntaxFacts.GetText(token.Kind()).Length == 0)
            {
                hash = Fingerprint.Add(hash, token.Text);
            }
        }
    }

    private static bool IsBody(SyntaxNode node) =>
        node is BlockSyntax or GlobalStatementSyntax
        || node is ArrowExpressionClauseSyntax { Parent: BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or BasePropertyDeclarationSyntax };
}
