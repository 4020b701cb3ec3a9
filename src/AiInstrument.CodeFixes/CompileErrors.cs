using Microsoft.CodeAnalysis;

namespace AiInstrument.CodeFixes;

/// <summary>Compares what a document's errors are before and after a change.</summary>
internal static class CompileErrors
{
    public static async Task<bool> HasMoreErrorsAsync(this Document before, Document after, CancellationToken cancellationToken) =>
        await CountAsync(after, cancellationToken).ConfigureAwait(false) > await CountAsync(before, cancellationToken).ConfigureAwait(false);

    private static async Task<int> CountAsync(Document document, CancellationToken cancellationToken)
    {
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return model!.GetDiagnostics(cancellationToken: cancellationToken).Count(d => d.Severity == DiagnosticSeverity.Error);
    }
}
