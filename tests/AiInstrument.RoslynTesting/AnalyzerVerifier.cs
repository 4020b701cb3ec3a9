using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.RoslynTesting;

/// <summary>Compares what analyzers report with what the sources' markup expects.</summary>
public static class AnalyzerVerifier
{
    /// <summary>Throws unless the project compiles and the analyzers report exactly the marked spans. Returns what they report.</summary>
    public static async Task<ImmutableArray<Diagnostic>> VerifyAsync(this TestProject test, params DiagnosticAnalyzer[] analyzers)
    {
        var project = test.ToWorkspaceProject();
        (await project.CompileAsync().ConfigureAwait(false)).EmitToStream().Dispose();

        var diagnostics = await project.AnalyzeAsync(analyzers).ConfigureAwait(false);
        var missing = test.Sources.SelectMany(s => s.Expected.Select(e => (s.Path, e.Id, e.Span))).ToList();
        var unexpected = new List<Diagnostic>();
        foreach (var diagnostic in diagnostics)
        {
            var match = missing.FindIndex(m =>
                m.Path == diagnostic.Location.SourceTree?.FilePath
                && m.Span == diagnostic.Location.SourceSpan
                && (m.Id is null || m.Id == diagnostic.Id));
            if (match < 0)
            {
                unexpected.Add(diagnostic);
            }
            else
            {
                missing.RemoveAt(match);
            }
        }

        if (missing.Count > 0 || unexpected.Count > 0)
        {
            var texts = test.Sources.ToDictionary(s => s.Path, s => s.Text, StringComparer.Ordinal);
            var lost = missing.Select(m => $"missing    {m.Path} {m.Id} '{texts[m.Path].Substring(m.Span.Start, m.Span.Length)}'");
            var extra = unexpected.Select(d => $"unexpected {d} '{d.Location.SourceTree?.GetText().ToString(d.Location.SourceSpan)}'");
            throw new RoslynTestException(string.Join('\n', lost.Concat(extra)));
        }

        return diagnostics;
    }
}
