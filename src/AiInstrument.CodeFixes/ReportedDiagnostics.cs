using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiInstrument.CodeFixes;

/// <summary>What Fix All has to fix.</summary>
internal static class ReportedDiagnostics
{
    /// <summary>The diagnostics by document, projects before those that use them, then by path, so that every machine writes the same.</summary>
    public static async Task<IReadOnlyList<(Document Document, IReadOnlyList<Diagnostic> Diagnostics)>> OfAsync(FixAllContext context)
    {
        var all = new List<(Document, IReadOnlyList<Diagnostic>)>();
        foreach (var project in ProjectsOf(context))
        {
            all.AddRange(await OfAsync(context, project).ConfigureAwait(false));
        }

        return all;
    }

    /// <summary>The projects in scope.</summary>
    public static IReadOnlyList<Project> ProjectsOf(FixAllContext context) => context.Scope == FixAllScope.Solution
        ? [.. context.Solution.GetProjectDependencyGraph().GetTopologicallySortedProjects().Select(id => context.Solution.GetProject(id)!).Where(p => p.Language == LanguageNames.CSharp)]
        : [context.Project];

    private static async Task<IReadOnlyList<(Document, IReadOnlyList<Diagnostic>)>> OfAsync(FixAllContext context, Project project)
    {
        var diagnostics = context is { Scope: FixAllScope.Document, Document: { } document }
            ? await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
            : await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
        return
        [
            .. diagnostics
                .GroupBy(d => project.GetDocument(d.Location.SourceTree))
                .Where(g => g.Key is not null)
                .Select(g => (g.Key!, (IReadOnlyList<Diagnostic>)[.. g.OrderBy(d => d.Location.SourceSpan.Start)]))
                .OrderBy(g => g.Item1.FilePath, StringComparer.Ordinal),
        ];
    }
}
