using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiInstrument.CodeFixes;

/// <summary>Declares all missing features at once: one declaration for all calls of a member, and no id twice in any of the projects.</summary>
internal sealed class DeclareFeatureFixAllProvider : FixAllProvider
{
    public static DeclareFeatureFixAllProvider Instance { get; } = new();

    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) =>
        Task.FromResult<CodeAction?>(CodeAction.Create(
            "Declare a feature for every call",
            cancellationToken => FixAsync(fixAllContext, cancellationToken),
            equivalenceKey: nameof(DeclareFeatureFixAllProvider)));

    private static async Task<Solution> FixAsync(FixAllContext context, CancellationToken cancellationToken)
    {
        var solution = context.Solution;
        var ids = await UsedFeatureIds.OfAsync(ReportedDiagnostics.ProjectsOf(context), cancellationToken).ConfigureAwait(false);

        // A file may belong to several projects (target frameworks, links): the first one that reports in it decides.
        var done = new HashSet<DocumentId>();
        foreach (var (document, diagnostics) in await ReportedDiagnostics.OfAsync(context).ConfigureAwait(false))
        {
            if (!done.Add(document.Id))
            {
                continue;
            }

            var features = await FeaturesAsync(document, diagnostics, ids, cancellationToken).ConfigureAwait(false);
            if (features.IsEmpty)
            {
                continue;
            }

            var changed = await FeatureWriter.WriteAsync(document, features, cancellationToken).ConfigureAwait(false);
            var text = await changed.GetTextAsync(cancellationToken).ConfigureAwait(false);
            solution = solution.WithDocumentText(document.Id, text);
            foreach (var linked in document.GetLinkedDocumentIds())
            {
                done.Add(linked);
                solution = solution.WithDocumentText(linked, text);
            }
        }

        return solution;
    }

    private static async Task<ImmutableArray<NamedFeature>> FeaturesAsync(
        Document document, IReadOnlyList<Diagnostic> diagnostics, UsedFeatureIds ids, CancellationToken cancellationToken)
    {
        var placements = new List<FeaturePlacement>();
        foreach (var diagnostic in diagnostics)
        {
            if (await FeaturePlacement.FindAsync(document, diagnostic.Location.SourceSpan, cancellationToken).ConfigureAwait(false) is { } placement
                && !placements.Exists(placement.IsCoveredBy))
            {
                placements.Add(placement);
            }
        }

        return [.. placements.Select(p => p.Name(ids))];
    }
}
