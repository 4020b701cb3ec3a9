using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiInstrument.CodeFixes;

/// <summary>Applies a text fix to all diagnostics at once: what several of them ask for is written once.</summary>
internal sealed class TextFixAllProvider(TextFixProvider provider) : FixAllProvider
{
    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) =>
        Task.FromResult<CodeAction?>(CodeAction.Create(
            "Fix all",
            cancellationToken => FixAsync(fixAllContext, cancellationToken),
            equivalenceKey: provider.GetType().Name));

    private async Task<Solution> FixAsync(FixAllContext context, CancellationToken cancellationToken)
    {
        // A file may belong to several projects (target frameworks, links): the first one that reports in it decides.
        var done = new HashSet<DocumentId>();
        var changes = new List<(DocumentId, Microsoft.CodeAnalysis.Text.TextChange)>();
        foreach (var (document, diagnostics) in await ReportedDiagnostics.OfAsync(context).ConfigureAwait(false))
        {
            if (!done.Add(document.Id))
            {
                continue;
            }

            done.UnionWith(document.GetLinkedDocumentIds());
            foreach (var diagnostic in diagnostics)
            {
                if (await provider.FindValidAsync(document, diagnostic, cancellationToken).ConfigureAwait(false) is { } fix)
                {
                    changes.AddRange(fix.Changes);
                }
            }
        }

        return await TextFix.ApplyAsync(context.Solution, changes, cancellationToken).ConfigureAwait(false);
    }
}
