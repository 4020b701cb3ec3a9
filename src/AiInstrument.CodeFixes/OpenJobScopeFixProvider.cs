using System.Collections.Immutable;
using System.Composition;
using AiInstrument.Analyzers;
using AiInstrument.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.CodeFixes;

/// <summary>Answers AII0008: opens a job scope at the start of the entry point.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OpenJobScopeFixProvider))]
[Shared]
public sealed class OpenJobScopeFixProvider : TextFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.JobWithoutScope];

    private protected override async Task<TextFix?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        var function = root!.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<SyntaxNode>(n =>
            n is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or CompilationUnitSyntax);
        if (function is null || Statement(function, diagnostic, model!) is not { } statement)
        {
            return null;
        }

        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return ScopeInsertion.AtStartOf(function, statement, text, model!) is { } changes ? new TextFix("Open a job scope", document, [.. changes]) : null;
    }

    private static string? Statement(SyntaxNode function, Diagnostic diagnostic, SemanticModel model)
    {
        if (!diagnostic.Properties.TryGetValue(JobWithoutScopeAnalyzer.NameProperty, out var name) || name is null
            || !diagnostic.Properties.TryGetValue(JobWithoutScopeAnalyzer.KindProperty, out var kind)
            || !diagnostic.Properties.TryGetValue(JobWithoutScopeAnalyzer.MemberProperty, out var member) || member is null)
        {
            return null;
        }

        var position = function is CompilationUnitSyntax unit ? unit.Members.FirstOrDefault()?.SpanStart ?? 0 : function.SpanStart;
        var scope = ScopeInsertion.NameOf(model, position);

        // The generator names every job; where its names are not there or clash, the job says its own.
        var isGenerated = model.LookupNamespacesAndTypes(position, name: "AiJobs").OfType<INamedTypeSymbol>().Any(jobs => !jobs.GetMembers(member).IsEmpty);
        var opened = isGenerated ? $"Job(AiJobs.{member})" : $"EntryPoint({SymbolDisplay.FormatLiteral(name, quote: true)}, \"{kind}\")";

        // A lambda may stand in a method that gets a scope as well.
        var wished = function is AnonymousFunctionExpressionSyntax ? "timerJob" : "job";
        var within = function.Ancestors().OfType<TypeDeclarationSyntax>().FirstOrDefault() ?? (SyntaxNode)model.SyntaxTree.GetRoot();
        return $"using var {ScopeInsertion.UnusedName(within, wished)} = {scope}.{opened};";
    }
}
