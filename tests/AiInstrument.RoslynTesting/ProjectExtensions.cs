using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.RoslynTesting;

/// <summary>Compiles projects and runs analyzers on them.</summary>
public static class ProjectExtensions
{
    /// <summary>The compilation. Throws when it has errors.</summary>
    public static async Task<Compilation> CompileAsync(this Project project, CancellationToken cancellationToken = default)
    {
        var compilation = await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false);
        compilation!.ThrowOnErrors(cancellationToken);
        return compilation!;
    }

    /// <summary>Throws when the compilation has errors, with the sources that they are in.</summary>
    public static void ThrowOnErrors(this Compilation compilation, CancellationToken cancellationToken = default)
    {
        var errors = compilation.GetDiagnostics(cancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count > 0)
        {
            var sources = errors.Select(e => e.Location.SourceTree).Distinct().Select(t => t?.ToString());
            throw new RoslynTestException($"Does not compile:\n{string.Join('\n', errors)}\n\n{string.Join("\n\n", sources)}");
        }
    }

    /// <summary>Emits the compilation. Throws when that fails: some errors, such as an interceptor's, show only here.</summary>
    public static MemoryStream EmitToStream(this Compilation compilation, CancellationToken cancellationToken = default)
    {
        var stream = new MemoryStream();
        var result = compilation.Emit(stream, cancellationToken: cancellationToken);
        if (!result.Success)
        {
            throw new RoslynTestException($"Does not emit:\n{string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error))}");
        }

        stream.Position = 0;
        return stream;
    }

    /// <summary>What the analyzers report, ordered by file, position and id. Throws when an analyzer does.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(this Project project, params DiagnosticAnalyzer[] analyzers)
    {
        var compilation = (await project.GetCompilationAsync().ConfigureAwait(false))!;
        return await compilation.AnalyzeAsync(project.AnalyzerOptions, analyzers).ConfigureAwait(false);
    }

    /// <inheritdoc cref="AnalyzeAsync(Project, DiagnosticAnalyzer[])"/>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(this Compilation compilation, AnalyzerOptions options, params DiagnosticAnalyzer[] analyzers)
    {
        var failures = new List<Exception>();
        var withAnalyzers = compilation.WithAnalyzers(
            [.. analyzers],
            new CompilationWithAnalyzersOptions(
                options,
                onAnalyzerException: (exception, _, _) =>
                {
                    lock (failures)
                    {
                        failures.Add(exception);
                    }
                },
                concurrentAnalysis: true,
                logAnalyzerExecutionTime: false));
        var diagnostics = await withAnalyzers.GetAnalyzerDiagnosticsAsync().ConfigureAwait(false);
        if (failures.Count > 0)
        {
            throw new RoslynTestException($"An analyzer threw:\n{string.Join('\n', failures)}");
        }

        return
        [
            .. diagnostics
                .OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(d => d.Location.SourceSpan.Start)
                .ThenBy(d => d.Id, StringComparer.Ordinal),
        ];
    }
}
