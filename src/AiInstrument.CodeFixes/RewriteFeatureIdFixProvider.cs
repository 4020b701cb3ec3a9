using System.Collections.Immutable;
using System.Composition;
using AiInstrument.Analyzers;
using AiInstrument.Analyzers.Features;
using AiInstrument.Catalog.Configuration;
using AiInstrument.Catalog.Features;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.CodeFixes;

/// <summary>Answers AII0004: rewrites a literal id into the nearest one that the project's pattern takes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RewriteFeatureIdFixProvider))]
[Shared]
public sealed class RewriteFeatureIdFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.MalformedFeatureId];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        var root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not LiteralExpressionSyntax { Token.Value: string id } literal)
        {
            return;
        }

        var rewritten = FeatureId.Normalize(id);
        if (new SettingsReader(document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider).For(root.SyntaxTree).FeatureIdPattern is not { } pattern
            || new FeatureIdPatterns().Check(rewritten, pattern) != FeatureIdVerdict.WellFormed)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Change the id to '{rewritten}'",
                    async cancellationToken =>
                    {
                        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
                        return document.WithText(text.WithChanges(new TextChange(literal.Span, $"\"{rewritten}\"")));
                    },
                    equivalenceKey: nameof(RewriteFeatureIdFixProvider)),
                diagnostic);
        }
    }
}
