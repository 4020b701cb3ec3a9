using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.CodeFixes;

/// <summary>Finds the place of a new using directive.</summary>
internal static class UsingDirectiveInsertion
{
    /// <summary>The insertion, or null where #if makes it unclear when the directive would hold.</summary>
    public static TextChange? Find(CompilationUnitSyntax root, SourceText text, string name)
    {
        var directive = $"using {name};{LineBreaks.Of(text)}";
        if (root.Usings.Count > 0)
        {
            var isConditional = root.Usings.Any(u => u.DescendantTrivia(descendIntoTrivia: false).Any(IsConditional));
            return isConditional ? null : AmongUsings(root.Usings, name, directive, text);
        }

        if (root.Externs.Count > 0 || root.GetFirstToken(includeZeroWidth: true).LeadingTrivia.Any(t => t.IsDirective))
        {
            return null;
        }

        // Above a namespace there is at most the file's header; comments above anything else belong to that.
        var position = root.AttributeLists.Count == 0 && root.Members.FirstOrDefault() is BaseNamespaceDeclarationSyntax @namespace ? @namespace.SpanStart : 0;
        return new TextChange(new TextSpan(position, 0), directive + LineBreaks.Of(text));
    }

    /// <summary>System first, then by name, before aliases and static usings: the order that most files have.</summary>
    private static TextChange AmongUsings(SyntaxList<UsingDirectiveSyntax> usings, string name, string directive, SourceText text)
    {
        var next = usings.FirstOrDefault(u =>
            u.GlobalKeyword.IsKind(SyntaxKind.None)
            && (u.Alias is not null
                || !u.StaticKeyword.IsKind(SyntaxKind.None)
                || (!IsSystem(u) && string.CompareOrdinal(u.NamespaceOrType.ToString(), name) > 0)));
        if (next is not null)
        {
            return new TextChange(new TextSpan(next.SpanStart, 0), directive);
        }

        var last = usings[usings.Count - 1];
        return last.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia)
            ? new TextChange(new TextSpan(last.FullSpan.End, 0), directive)
            : new TextChange(new TextSpan(last.Span.End, 0), LineBreaks.Of(text) + directive);
    }

    private static bool IsSystem(UsingDirectiveSyntax directive) =>
        directive.NamespaceOrType.ToString() is var name && (name == "System" || name.StartsWith("System.", StringComparison.Ordinal));

    private static bool IsConditional(SyntaxTrivia trivia) =>
        trivia.Kind() is SyntaxKind.IfDirectiveTrivia or SyntaxKind.ElifDirectiveTrivia or SyntaxKind.ElseDirectiveTrivia or SyntaxKind.EndIfDirectiveTrivia;
}
