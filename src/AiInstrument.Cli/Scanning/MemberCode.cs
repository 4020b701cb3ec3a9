using AiInstrument.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.Cli.Scanning;

/// <summary>Knows a finding again in a member that was moved or renamed: by what the rule says, and all the member's code but its name.</summary>
internal static class MemberCode
{
    /// <summary>A hash of both; comments and white space do not count.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="span">Where the finding is.</param>
    /// <param name="message">What the rule says.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static string HashOf(SyntaxTree tree, TextSpan span, string message, CancellationToken cancellationToken)
    {
        var root = tree.GetRoot(cancellationToken);
        var member = root.FindNode(span).AncestorsAndSelf().FirstOrDefault(node => node is MemberDeclarationSyntax and not GlobalStatementSyntax) ?? root;
        var code = member.DescendantTokens().Where(token => !(token.Parent == member && token.IsKind(SyntaxKind.IdentifierToken))).Select(token => token.Text);
        return StableHash.Of(message + "\n" + string.Join('\n', code));
    }
}
