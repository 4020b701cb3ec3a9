using System.Collections.Immutable;
using System.Composition;
using AiInstrument.Analyzers;
using AiInstrument.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.CodeFixes;

/// <summary>Answers AII0008: opens a job scope at the start of the entry point.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OpenJobScopeFixProvider))]
[Shared]
public sealed class OpenJobScopeFixProvider : CodeFixProvider
{
    // The longest first: HostedService ends with Service.
    private static readonly string[] Suffixes = ["HostedService", "Consumer", "Service", "Worker", "Job"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.JobWithoutScope];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        var root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span) is not MethodDeclarationSyntax { Body: { } body, Parent: TypeDeclarationSyntax type } method)
        {
            return;
        }

        var text = await document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        var change = new TextChange(new TextSpan(body.OpenBraceToken.Span.End, 0), Lead(text, body) + Statement(method, type, model!));
        foreach (var diagnostic in context.Diagnostics)
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    "Open a job scope",
                    _ => Task.FromResult(document.WithText(text.WithChanges(change))),
                    equivalenceKey: nameof(OpenJobScopeFixProvider)),
                diagnostic);
        }
    }

    private static string Statement(MethodDeclarationSyntax method, TypeDeclarationSyntax type, SemanticModel model)
    {
        var position = method.Body!.SpanStart;
        var typeName = type.Identifier.ValueText;
        var suffix = Array.Find(Suffixes, s => typeName.Length > s.Length && typeName.EndsWith(s, StringComparison.Ordinal)) ?? "";
        var name = typeName.Substring(0, typeName.Length - suffix.Length);
        var scope = model.LookupNamespacesAndTypes(position, name: "AiScope").Length == 1 ? "AiScope" : "global::AiInstrument.AiScope";

        // Generated for hosted services; a job of another kind says its own name.
        var isGenerated = model.LookupNamespacesAndTypes(position, name: "AiJobs").OfType<INamedTypeSymbol>().Any(jobs => !jobs.GetMembers(name).IsEmpty);
        var kind = suffix == "Consumer" ? "message" : "job";
        var opened = isGenerated ? $"Job(AiJobs.{name})" : $"EntryPoint({SymbolDisplay.FormatLiteral(FeatureId.Propose(name, ""), quote: true)}, \"{kind}\")";
        return $"using var {UnusedName(method)} = {scope}.{opened};";
    }

    private static string UnusedName(MethodDeclarationSyntax method)
    {
        var taken = new HashSet<string>(method.Parent!.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText));
        var name = "job";
        for (var number = 2; taken.Contains(name); number++)
        {
            name = "job" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return name;
    }

    /// <summary>A line of its own, indented as the first statement; a space where the body is on the brace's line.</summary>
    private static string Lead(SourceText text, BlockSyntax body)
    {
        var first = body.Statements.FirstOrDefault()?.SpanStart ?? body.CloseBraceToken.SpanStart;
        var line = text.Lines.GetLineFromPosition(first);
        return line.Start <= body.OpenBraceToken.SpanStart ? " " : LineBreaks.Of(text) + text.ToString(TextSpan.FromBounds(line.Start, first));
    }
}
