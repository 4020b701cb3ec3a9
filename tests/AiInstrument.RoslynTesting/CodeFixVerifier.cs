using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.RoslynTesting;

/// <summary>Applies code fixes to test projects.</summary>
/// <param name="analyzer">The rule that reports.</param>
/// <param name="fix">The fix that answers.</param>
public sealed class CodeFixVerifier(DiagnosticAnalyzer analyzer, CodeFixProvider fix)
{
    /// <summary>Applies one of the actions that the fix offers for the first fixable diagnostic. Throws when it offers none.</summary>
    /// <param name="project">The project.</param>
    /// <param name="action">Which action, in the order of offering.</param>
    public async Task<Project> FixFirstAsync(Project project, int action = 0)
    {
        var offered = await OfferedAsync(project).ConfigureAwait(false);
        if (offered.Length <= action)
        {
            throw new RoslynTestException($"The fix offers {offered.Length} actions.");
        }

        return await ApplyAsync(project, offered[action]).ConfigureAwait(false);
    }

    /// <summary>What the fix offers for the project's first fixable diagnostic.</summary>
    public async Task<ImmutableArray<CodeAction>> OfferedAsync(Project project)
    {
        var diagnostics = await FixableAsync(project).ConfigureAwait(false);
        if (diagnostics.IsEmpty)
        {
            throw new RoslynTestException("Nothing is reported that the fix could fix.");
        }

        var actions = ImmutableArray.CreateBuilder<CodeAction>();
        var document = project.GetDocument(diagnostics[0].Location.SourceTree)!;
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostics[0], (a, _) => actions.Add(a), CancellationToken.None)).ConfigureAwait(false);
        return actions.ToImmutable();
    }

    /// <summary>Runs Fix All with the first action that the fix offers for the first fixable diagnostic.</summary>
    public async Task<Project> FixAllAsync(Project project, FixAllScope scope)
    {
        var offered = await OfferedAsync(project).ConfigureAwait(false);
        var diagnostics = await FixableAsync(project).ConfigureAwait(false);
        var document = project.GetDocument(diagnostics[0].Location.SourceTree)!;
        var context = new FixAllContext(
            document, fix, scope, offered[0].EquivalenceKey!, fix.FixableDiagnosticIds, new ReportedDiagnostics(this), CancellationToken.None);
        var action = await fix.GetFixAllProvider()!.GetFixAsync(context).ConfigureAwait(false)
            ?? throw new RoslynTestException("Fix All offers nothing.");
        return await ApplyAsync(project, action).ConfigureAwait(false);
    }

    /// <summary>Throws unless the project compiles, emits, and the rule reports nothing more that the fix claims to fix.</summary>
    public async Task AssertFixedAsync(Project project)
    {
        (await project.CompileAsync().ConfigureAwait(false)).EmitToStream().Dispose();
        var left = await FixableAsync(project).ConfigureAwait(false);
        if (!left.IsEmpty)
        {
            throw new RoslynTestException($"Still reported:\n{string.Join('\n', left)}\n\n{string.Join("\n\n", left.Select(d => d.Location.SourceTree))}");
        }
    }

    /// <summary>The text of a document, by file name.</summary>
    public static async Task<string> TextAsync(Project project, string fileName = "Test0.cs") =>
        (await project.Documents.Single(d => d.Name == fileName).GetTextAsync().ConfigureAwait(false)).ToString();

    private async Task<ImmutableArray<Diagnostic>> FixableAsync(Project project) =>
        [.. (await project.AnalyzeAsync(analyzer).ConfigureAwait(false)).Where(d => fix.FixableDiagnosticIds.Contains(d.Id))];

    private static async Task<Project> ApplyAsync(Project project, CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None).ConfigureAwait(false);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
    }

    private sealed class ReportedDiagnostics(CodeFixVerifier verifier) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false);
            return (await verifier.FixableAsync(document.Project).ConfigureAwait(false)).Where(d => d.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await verifier.FixableAsync(project).ConfigureAwait(false);
    }
}
