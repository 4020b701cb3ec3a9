using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Generators.Parsing;

/// <summary>
/// Tells the words of a file apart in a way that edits outside of a word's member leave alone. While no declaration changes,
/// a word with the same key means the same.
/// </summary>
internal sealed class Members
{
    private readonly Dictionary<SyntaxNode, (ulong Hash, int Words)> _seen = [];

    /// <summary>The key of a word: where its member stands, all tokens of the member, and which of its words this is.</summary>
    public ulong KeyOf(SyntaxToken word)
    {
        var member = MemberOf(word.Parent!);
        if (!_seen.TryGetValue(member, out var known))
        {
            known = (HashOf(member), 0);
        }

        _seen[member] = known with { Words = known.Words + 1 };
        return Fingerprint.Add(known.Hash, (ulong)known.Words);
    }

    /// <summary>A method, a property, a field; for a word of a type's own declaration, the type; for top-level statements, the file.</summary>
    private static SyntaxNode MemberOf(SyntaxNode node) =>
        node.AncestorsAndSelf().First(n => n is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax);

    private static ulong HashOf(SyntaxNode member)
    {
        var hash = Fingerprint.Empty;
        for (var node = member; node.Parent is { } parent; node = parent)
        {
            // Members before this one: how many there are is a matter of declarations, which have not changed.
            hash = Fingerprint.Add(hash, (ulong)parent.ChildNodes().TakeWhile(n => n != node).Count());
        }

        return member switch
        {
            // What a declaration says does not depend on the bodies in it.
            BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax => hash,
            CompilationUnitSyntax unit => unit.Members.OfType<GlobalStatementSyntax>().Aggregate(hash, Declarations.AddAll),
            _ => Declarations.AddAll(hash, member),
        };
    }
}
