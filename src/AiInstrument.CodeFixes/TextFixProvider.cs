using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiInstrument.CodeFixes;

/// <summary>A fix that is a set of text changes for each diagnostic, with Fix All.</summary>
public abstract class TextFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new TextFixAllProvider(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await FindValidAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } fix)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        fix.Title,
                        cancellationToken => TextFix.ApplyAsync(document.Project.Solution, fix.Changes, cancellationToken),
                        equivalenceKey: GetType().Name),
                    diagnostic);
            }
        }
    }

    /// <summary>What to change, or null where nothing mechanical helps.</summary>
    private protected abstract Task<TextFix?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken);

    /// <summary>A fix that would leave code that does not compile is not offered.</summary>
    internal async Task<TextFix?> FindValidAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (document is SourceGeneratedDocument || await FindAsync(document, diagnostic, cancellationToken).ConfigureAwait(false) is not { } fix)
        {
            return null;
        }

        var changed = await TextFix.ApplyAsync(document.Project.Solution, fix.Changes, cancellationToken).ConfigureAwait(false);
        foreach (var id in fix.Changes.Select(c => c.Document).Distinct())
        {
            if (await document.Project.Solution.GetDocument(id)!.HasMoreErrorsAsync(changed.GetDocument(id)!, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }
        }

        return fix;
    }
}
