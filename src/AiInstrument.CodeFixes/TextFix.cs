using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.CodeFixes;

/// <summary>What a fix does about one diagnostic: changes of text, so that comments and directives stay as they are.</summary>
/// <param name="Title">What the light bulb says.</param>
/// <param name="Changes">The changes, in any order. Two diagnostics that need the same change make it once.</param>
internal sealed record TextFix(string Title, ImmutableArray<(DocumentId Document, TextChange Change)> Changes)
{
    public TextFix(string title, Document document, params TextChange[] changes)
        : this(title, [.. changes.Select(c => (document.Id, c))])
    {
    }

    /// <summary>The solution with the changes. A change that overlaps an earlier one waits for the next run.</summary>
    public static async Task<Solution> ApplyAsync(
        Solution solution, IEnumerable<(DocumentId Document, TextChange Change)> changes, CancellationToken cancellationToken)
    {
        foreach (var group in changes.Distinct().GroupBy(c => c.Document))
        {
            if (solution.GetDocument(group.Key) is not { } document)
            {
                continue;
            }

            var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            var changed = text.WithChanges(Apart(group.Select(c => c.Change)));
            foreach (var id in document.GetLinkedDocumentIds().Add(document.Id))
            {
                solution = solution.WithDocumentText(id, changed);
            }
        }

        return solution;
    }

    private static IEnumerable<TextChange> Apart(IEnumerable<TextChange> changes)
    {
        var end = -1;
        foreach (var change in changes.OrderBy(c => c.Span.Start).ThenBy(c => c.Span.End))
        {
            if (change.Span.Start >= end)
            {
                end = change.Span.End;
                yield return change;
            }
        }
    }
}
