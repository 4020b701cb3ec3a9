using System.Collections.Immutable;
using System.Composition;
using AiInstrument.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.CodeFixes;

/// <summary>Answers AII0010: takes the second telemetry middleware out of the pipeline.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveTelemetryFixProvider))]
[Shared]
public sealed class RemoveTelemetryFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.DoubleInstrumentation];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        var root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not SimpleNameSyntax name || Removed(name, model!) is not { } removed)
            {
                continue;
            }

            context.RegisterCodeFix(
                CodeAction.Create(
                    "Remove the second telemetry",
                    async cancellationToken =>
                    {
                        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
                        return document.WithText(text.WithChanges(new TextChange(removed, "")));
                    },
                    equivalenceKey: nameof(RemoveTelemetryFixProvider)),
                diagnostic);
        }
    }

    /// <summary><c>builder.UseX();</c> goes as a statement, <c>.UseX()</c> out of a chain.</summary>
    private static TextSpan? Removed(SimpleNameSyntax name, SemanticModel model)
    {
        if (name.Parent is not MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access || access.Name != name
            // An extension that is called as a static method has no receiver to leave.
            || model.GetSymbolInfo(access.Expression).Symbol is ITypeSymbol)
        {
            return null;
        }

        if (call.Parent is ExpressionStatementSyntax statement && access.Expression is not InvocationExpressionSyntax)
        {
            // A statement that is not in a block is the body of something.
            return statement.Parent is BlockSyntax or GlobalStatementSyntax && access.Expression is SimpleNameSyntax && !statement.ContainsDirectives ? statement.FullSpan : null;
        }

        return TextSpan.FromBounds(access.Expression.Span.End, call.Span.End);
    }
}
