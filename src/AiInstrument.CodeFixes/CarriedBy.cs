using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.CodeFixes;

/// <summary>A type of the user's whose instances carry the attribution of the code that made them.</summary>
/// <param name="Restore">The statement that restores it.</param>
/// <param name="TypeName">The type.</param>
/// <param name="Added">The change that adds the property; null where the type has it.</param>
internal sealed record CarriedBy(string Restore, string TypeName, (DocumentId Document, TextChange Change)? Added)
{
    private const string Property = "Attribution";

    /// <summary>Lets an item carry the attribution. Null where the item's type is not the user's own class, or the name is taken.</summary>
    public static CarriedBy? Item(Document document, ITypeSymbol? type, string item, int position, SemanticModel model)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class } named
            || named.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference
            || reference.GetSyntax() is not TypeDeclarationSyntax declaration
            || document.Project.Solution.GetDocument(reference.SyntaxTree) is not { } declaring)
        {
            return null;
        }

        var within = (SyntaxNode?)model.SyntaxTree.GetRoot().FindToken(position).Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? model.SyntaxTree.GetRoot();
        var restore = $"using var {ScopeInsertion.UnusedName(within, "restored")} = {ScopeInsertion.NameOf(model, position)}.Restore({item}.{Property});";
        switch (named.GetMembers(Property).FirstOrDefault())
        {
            case IPropertySymbol { Type.Name: "AiAttribution" }:
                return new CarriedBy(restore, named.Name, null);
            case null:
                var text = reference.SyntaxTree.GetText();
                var target = model.Compilation.ContainsSyntaxTree(reference.SyntaxTree) ? model.Compilation.GetSemanticModel(reference.SyntaxTree) : null;
                var member = target is null
                    ? null
                    : $"public {ScopeInsertion.NameOf(target, declaration.SpanStart, "AiAttribution")} {Property} {{ get; }} = {ScopeInsertion.NameOf(target, declaration.SpanStart)}.Current;";
                return member is not null && Member(declaration, member, text) is { } added ? new CarriedBy(restore, named.Name, (declaring.Id, added)) : null;
            default:
                return null;
        }
    }

    /// <summary>Adds a member at the start of a type, which gets a body where it has none.</summary>
    public static TextChange? Member(TypeDeclarationSyntax type, string member, SourceText text)
    {
        var end = LineBreaks.Of(text);
        var indent = new string([.. text.ToString(text.Lines.GetLineFromPosition(type.SpanStart).Span).TakeWhile(char.IsWhiteSpace)]);
        if (type.OpenBraceToken.IsKind(SyntaxKind.None))
        {
            return type.SemicolonToken.IsKind(SyntaxKind.None)
                ? null
                : new TextChange(type.SemicolonToken.Span, $"{end}{indent}{{{end}{indent}    {member}{end}{indent}}}");
        }

        var isOneLine = text.Lines.GetLineFromPosition(type.OpenBraceToken.SpanStart).LineNumber == text.Lines.GetLineFromPosition(type.CloseBraceToken.SpanStart).LineNumber;
        return new TextChange(
            new TextSpan(type.OpenBraceToken.Span.End, 0),
            isOneLine ? " " + member : $"{end}{indent}    {member}" + (type.Members.Count > 0 ? end : ""));
    }

    public TextFix Fix(Document document, ImmutableArray<TextChange> restore) => new(
        $"Carry the attribution in '{TypeName}'",
        [.. restore.Select(c => (document.Id, c)), .. Added is { } added ? new[] { added } : []]);
}
