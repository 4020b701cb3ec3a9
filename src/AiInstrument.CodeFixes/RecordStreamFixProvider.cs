using System.Collections.Immutable;
using System.Composition;
using System.Text.RegularExpressions;
using AiInstrument.Analyzers;
using AiInstrument.Analyzers.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.CodeFixes;

/// <summary>Answers AII0012: asks for the usage where the request leaves it out, and reads a stream that nobody reads.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RecordStreamFixProvider))]
[Shared]
public sealed class RecordStreamFixProvider : TextFixProvider
{
    // Quotes as the literal writes them: escaped, doubled, or plain in a raw string.
    private static readonly Regex StreamIsTrue = new(@"(?<quote>\\""|""""|"")stream\k<quote>\s*:\s*true", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.UnrecordedStream];

    private protected override async Task<TextFix?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root!.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } invocation
            || model!.GetOperation(invocation, cancellationToken) is not IInvocationOperation call)
        {
            return null;
        }

        if (RawStreamRequest.WithoutUsage(call) is { } asks)
        {
            return AskForUsage(asks) is { } change ? new TextFix("Ask for the usage", document, change) : null;
        }

        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return CallResult.IsDropped(call) && Read(invocation, text) is { } read ? new TextFix("Read the stream to its end", document, read) : null;
    }

    private static TextChange? AskForUsage(SyntaxNode asks)
    {
        if (asks is AnonymousObjectMemberDeclaratorSyntax or AssignmentExpressionSyntax)
        {
            return new TextChange(new TextSpan(asks.Span.End, 0), ", stream_options = new { include_usage = true }");
        }

        if (asks is not LiteralExpressionSyntax { Token: var token } || StreamIsTrue.Match(token.Text) is not { Success: true } match)
        {
            return null;
        }

        var quote = match.Groups["quote"].Value;
        return new TextChange(
            new TextSpan(token.SpanStart + match.Index + match.Length, 0),
            $", {quote}stream_options{quote}: {{ {quote}include_usage{quote}: true }}");
    }

    private static TextChange? Read(InvocationExpressionSyntax call, SourceText text)
    {
        ExpressionSyntax result = call;
        while (result.Parent is AwaitExpressionSyntax
            || (result.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax }))
        {
            result = result.Parent as AwaitExpressionSyntax ?? (ExpressionSyntax)result.Parent.Parent!;
        }

        var stream = result is AwaitExpressionSyntax ? result.ToString() : "await " + result;
        return result.Parent switch
        {
            ExpressionStatementSyntax statement => new TextChange(statement.Span, Loop(stream)),
            AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax statement } => new TextChange(statement.Span, Loop(stream)),
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax statement } variable } when result is AwaitExpressionSyntax =>
                new TextChange(new TextSpan(statement.Span.End, 0), ScopeInsertion.LineBreak(text, statement.SpanStart) + Loop(variable.Identifier.Text)),
            _ => null,
        };
    }

    private static string Loop(string stream) => $"await foreach (var _ in {stream}) {{ }}";
}
