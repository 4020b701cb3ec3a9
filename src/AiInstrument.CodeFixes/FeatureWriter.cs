using System.Collections.Immutable;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.CodeFixes;

/// <summary>Writes declarations of features into a document as insertions of text: what is there, comments and directives included, stays as it is.</summary>
internal static class FeatureWriter
{
    private const string Namespace = "AiInstrument";

    public static async Task<Document> WriteAsync(Document document, ImmutableArray<NamedFeature> features, CancellationToken cancellationToken)
    {
        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        var root = (CompilationUnitSyntax)await model.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);

        var needsUsing = features.Any(f => !IsInScope(f.Placement, model));
        if (!needsUsing)
        {
            return document.WithText(text.WithChanges(Insertions(features, text, root, "")));
        }

        if (UsingDirectiveInsertion.Find(root, text, Namespace) is { } usingDirective)
        {
            var changed = document.WithText(text.WithChanges(Insertions(features, text, root, "").Prepend(usingDirective)));

            // A using directive makes more than one name visible: names of the file's own may become ambiguous.
            if (!await document.HasMoreErrorsAsync(changed, cancellationToken).ConfigureAwait(false))
            {
                return changed;
            }
        }

        // The names clash with others in the file, or #if stands around its usings.
        return document.WithText(text.WithChanges(Insertions(features, text, root, "global::" + Namespace + ".")));
    }

    private static IEnumerable<TextChange> Insertions(ImmutableArray<NamedFeature> features, SourceText text, CompilationUnitSyntax root, string qualifier)
    {
        foreach (var (placement, id) in features.Select(f => (f.Placement, f.Id)).OrderBy(f => f.Placement.Node.SpanStart))
        {
            var attribute = $"[{qualifier}AiFeature(\"{id}\")]";
            var start = placement.Node.SpanStart;
            if (placement.IsScope)
            {
                yield return Insert(start, $"using var {ScopeInsertion.UnusedName(root, "feature")} = {qualifier}AiScope.Feature(\"{id}\");" + LineBreak(text, start));
            }
            else if (placement.Node is LambdaExpressionSyntax lambda)
            {
                yield return Insert(start, attribute + " ");
                if (lambda is SimpleLambdaExpressionSyntax { Parameter: var parameter })
                {
                    yield return new TextChange(parameter.Span, $"({parameter})");
                }
            }
            else
            {
                yield return Insert(start, attribute + (StartsLine(text, start) ? LineBreak(text, start) : " "));
            }
        }
    }

    private static bool IsInScope(FeaturePlacement placement, SemanticModel model)
    {
        var name = placement.IsScope ? "AiScope" : "AiFeatureAttribute";
        var position = placement.Node.SpanStart;
        var found = model.LookupNamespacesAndTypes(position, name: name);
        return found.Length == 1
            && SymbolEqualityComparer.Default.Equals(found[0], model.Compilation.FindType(Namespace + "." + name))
            && (placement.IsScope || model.LookupNamespacesAndTypes(position, name: "AiFeature").IsEmpty);
    }

    private static TextChange Insert(int position, string text) => new(new TextSpan(position, 0), text);

    private static bool StartsLine(SourceText text, int position) => Indentation(text, position).Length == position - text.Lines.GetLineFromPosition(position).Start;

    /// <summary>The document's line break and the indentation of the line at the position.</summary>
    private static string LineBreak(SourceText text, int position) => LineBreaks.Of(text) + Indentation(text, position);

    private static string Indentation(SourceText text, int position)
    {
        var start = text.Lines.GetLineFromPosition(position).Start;
        var end = start;
        while (end < position && text[end] is ' ' or '\t')
        {
            end++;
        }

        return text.ToString(TextSpan.FromBounds(start, end));
    }
}
