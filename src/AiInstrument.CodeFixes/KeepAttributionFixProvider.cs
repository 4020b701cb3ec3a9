using System.Collections.Immutable;
using System.Composition;
using AiInstrument.Analyzers;
using AiInstrument.Analyzers.Flows;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.CodeFixes;

/// <summary>
/// Answers AII0009: starts the work with its context where there is a way to; else keeps the attribution with the work and
/// restores it where the work is done.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KeepAttributionFixProvider))]
[Shared]
public sealed class KeepAttributionFixProvider : TextFixProvider
{
    private const string FlowTitle = "Let the context flow";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.LostAttribution];

    private protected override async Task<TextFix?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        var call = root!.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (model!.GetEnclosingSymbol(call.SpanStart, cancellationToken) is not { } symbol
            || AttributionFlow.For(model.Compilation)?.LostIn(call, model, Member(symbol)) is not { } place)
        {
            return null;
        }

        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return place.Node switch
        {
            AnonymousFunctionExpressionSyntax function => OfFunction(document, function, text, model),
            null => OfMethod(document, call, text, model),
            var loop => OfLoop(document, loop, call, text, model),
        };
    }

    private static ISymbol Member(ISymbol symbol)
    {
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
        {
            symbol = symbol.ContainingSymbol;
        }

        return symbol;
    }

    private static TextFix? OfFunction(Document document, AnonymousFunctionExpressionSyntax function, SourceText text, SemanticModel model)
    {
        if (function.Parent is not ArgumentSyntax { Parent.Parent: ExpressionSyntax starter })
        {
            return null;
        }

        if (starter is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } }
            && name.Identifier.ValueText.StartsWith("Unsafe", StringComparison.Ordinal))
        {
            return new TextFix(FlowTitle, document, Flowing(name));
        }

        var starts = FunctionFlow.UnsafeStarts(starter, model).ToList();
        return starts.Count > 0 ? new TextFix(FlowTitle, document, [.. starts.Select(Flowing)]) : Captured(document, function, starter, text, model);
    }

    /// <summary><c>UnsafeQueueUserWorkItem</c> has a twin without <c>Unsafe</c>, and so have the others.</summary>
    private static TextChange Flowing(SimpleNameSyntax name) => new(new TextSpan(name.Identifier.SpanStart, "Unsafe".Length), "");

    /// <summary>The flow is suppressed on purpose: the attribution alone goes along.</summary>
    private static TextFix? Captured(Document document, AnonymousFunctionExpressionSyntax function, ExpressionSyntax starter, SourceText text, SemanticModel model)
    {
        if (starter.FirstAncestorOrSelf<StatementSyntax>() is not { } statement || statement.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax))
        {
            return null;
        }

        var scope = ScopeInsertion.NameOf(model, function.SpanStart);
        var within = statement.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? model.SyntaxTree.GetRoot();
        var ordinal = within.DescendantNodes().OfType<AnonymousFunctionExpressionSyntax>().TakeWhile(f => f != function).Count(f => FunctionFlow.Of(f, model).LostIn is not null);
        var name = ScopeInsertion.UnusedName(within, ordinal == 0 ? "attribution" : "attribution" + (ordinal + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        return ScopeInsertion.AtStartOf(function, $"using var {ScopeInsertion.UnusedName(within, "restored")} = {scope}.Restore({name});", text, model) is { } changes
            ? new TextFix(
                "Restore the attribution in the work",
                document,
                [new TextChange(new TextSpan(statement.SpanStart, 0), $"var {name} = {scope}.Current;" + ScopeInsertion.LineBreak(text, statement.SpanStart)), .. changes])
            : null;
    }

    /// <summary>A work item is made where it is queued: a field keeps what holds there. An observer is told of items.</summary>
    private static TextFix? OfMethod(Document document, SyntaxNode call, SourceText text, SemanticModel model)
    {
        if (call.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { Parent: TypeDeclarationSyntax type } method)
        {
            return null;
        }

        if (method.ParameterList.Parameters.Count == 1)
        {
            var item = method.ParameterList.Parameters[0];
            return CarriedBy.Item(document, (model.GetDeclaredSymbol(item) as IParameterSymbol)?.Type, item.Identifier.ValueText, method.SpanStart, model) is { } carried
                && ScopeInsertion.AtStartOf(method, carried.Restore, text, model) is { } changes
                    ? carried.Fix(document, changes)
                    : null;
        }

        var scope = ScopeInsertion.NameOf(model, method.SpanStart);
        var field = ScopeInsertion.UnusedName(type, "_attribution");
        var attribution = ScopeInsertion.NameOf(model, method.SpanStart, "AiAttribution");
        return type is ClassDeclarationSyntax
            && ScopeInsertion.AtStartOf(method, $"using var {ScopeInsertion.UnusedName(type, "restored")} = {scope}.Restore({field});", text, model) is { } inside
            && CarriedBy.Member(type, $"private readonly {attribution} {field} = {scope}.Current;", text) is { } added
                ? new TextFix("Keep the attribution in the work item", document, [added, .. inside])
                : null;
    }

    private static TextFix? OfLoop(Document document, SyntaxNode loop, SyntaxNode call, SourceText text, SemanticModel model)
    {
        var (name, type, position) = ItemOf(loop, call, model);
        if (name is null || CarriedBy.Item(document, type, name, loop.SpanStart, model) is not { } carried)
        {
            return null;
        }

        return carried.Fix(document, [new TextChange(new TextSpan(position, 0), Before(text, position) + carried.Restore)]);
    }

    /// <summary>The variable that holds the item that a turn of the loop is about, and the place where it is known.</summary>
    private static (string? Name, ITypeSymbol? Type, int Position) ItemOf(SyntaxNode loop, SyntaxNode call, SemanticModel model)
    {
        if (loop is ForEachStatementSyntax { Statement: BlockSyntax body } each)
        {
            return (each.Identifier.ValueText, (model.GetDeclaredSymbol(each) as ILocalSymbol)?.Type, body.OpenBraceToken.Span.End);
        }

        // The last read before the call: an inner loop may take several items.
        switch (new QueueReads(model.Compilation).In(loop, call.SpanStart, model).LastOrDefault())
        {
            case { } read when read.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is { Parent: BlockSyntax, Declaration.Variables.Count: 1 } local:
                var variable = local.Declaration.Variables[0];
                return (variable.Identifier.ValueText, (model.GetDeclaredSymbol(variable) as ILocalSymbol)?.Type, local.Span.End);
            case { Parent: WhileStatementSyntax { Statement: BlockSyntax block } } read
                when read.ArgumentList.Arguments.FirstOrDefault()?.Expression is DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax item }:
                return (item.Identifier.ValueText, (model.GetDeclaredSymbol(item) as ILocalSymbol)?.Type, block.OpenBraceToken.Span.End);
            default:
                return default;
        }
    }

    /// <summary>A line of its own where the next token has one.</summary>
    private static string Before(SourceText text, int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        if (text.ToString(TextSpan.FromBounds(position, line.End)).Trim().Length > 0 || line.LineNumber + 1 == text.Lines.Count)
        {
            return " ";
        }

        var next = text.Lines[line.LineNumber + 1];
        return LineBreaks.Of(text) + new string([.. text.ToString(next.Span).TakeWhile(char.IsWhiteSpace)]);
    }
}
