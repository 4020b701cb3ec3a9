using System.Collections.Immutable;
using System.Composition;
using AiInstrument.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiInstrument.CodeFixes;

/// <summary>Answers AII0002: declares a feature around the call, with an id from the names in the code.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DeclareFeatureFixProvider))]
[Shared]
public sealed class DeclareFeatureFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.UnattributedCall];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => DeclareFeatureFixAllProvider.Instance;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        if (await FeaturePlacement.FindAsync(document, context.Span, context.CancellationToken).ConfigureAwait(false) is not { } placement)
        {
            return;
        }

        var ids = await UsedFeatureIds.OfAsync([document.Project], context.CancellationToken).ConfigureAwait(false);
        var feature = placement.Name(ids);
        foreach (var diagnostic in context.Diagnostics)
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Declare feature '{feature.Id}'",
                    cancellationToken => FeatureWriter.WriteAsync(document, [feature], cancellationToken),
                    equivalenceKey: nameof(DeclareFeatureFixProvider)),
                diagnostic);
        }
    }
}
