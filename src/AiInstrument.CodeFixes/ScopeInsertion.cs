using System.Collections.Immutable;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.CodeFixes;

/// <summary>Opens a scope at the start of a function, whose body becomes a block where it is an expression.</summary>
internal static class ScopeInsertion
{
    /// <summary>The changes, or null for a function without a body.</summary>
    /// <param name="function">A method, local function, lambda or anonymous method, or a file of top-level statements.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="text">The text of the file.</param>
    /// <param name="model">The model of the file.</param>
    public static ImmutableArray<TextChange>? AtStartOf(SyntaxNode function, string statement, SourceText text, SemanticModel model) => function switch
    {
        MethodDeclarationSyntax { Body: { } body } => [Into(body, statement, text)],
        LocalFunctionStatementSyntax { Body: { } body } => [Into(body, statement, text)],
        AnonymousFunctionExpressionSyntax { Block: { } body } => [Into(body, statement, text)],
        MethodDeclarationSyntax { ExpressionBody: { } body } method => Replace(
            TextSpan.FromBounds(body.SpanStart, method.SemicolonToken.Span.End), body.Expression, AsyncAt(method.Modifiers, method.ReturnType), model.GetDeclaredSymbol(method), statement, text, method),
        LocalFunctionStatementSyntax { ExpressionBody: { } body } local => Replace(
            TextSpan.FromBounds(body.SpanStart, local.SemicolonToken.Span.End), body.Expression, AsyncAt(local.Modifiers, local.ReturnType), model.GetDeclaredSymbol(local) as IMethodSymbol, statement, text, local),
        LambdaExpressionSyntax { ExpressionBody: { } body } lambda => Replace(
            body.Span, body, lambda.AsyncKeyword.IsKind(SyntaxKind.None) ? lambda.SpanStart : null, model.GetSymbolInfo(lambda).Symbol as IMethodSymbol, statement, text, lambda),
        CompilationUnitSyntax unit when unit.Members.OfType<GlobalStatementSyntax>().FirstOrDefault() is { } first =>
            [new TextChange(new TextSpan(first.SpanStart, 0), statement + LineBreaks.Of(text))],
        _ => null,
    };

    /// <summary>A name that nothing in a type or file has.</summary>
    public static string UnusedName(SyntaxNode within, string wished)
    {
        var taken = new HashSet<string>(within.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText));
        var name = wished;
        for (var number = 2; taken.Contains(name); number++)
        {
            name = wished + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return name;
    }

    /// <summary><c>AiScope</c> as it must be written at a position.</summary>
    public static string NameOf(SemanticModel model, int position, string name = "AiScope")
    {
        var found = model.LookupNamespacesAndTypes(position, name: name);
        return found.Length == 1 && SymbolEqualityComparer.Default.Equals(found[0], model.Compilation.FindType("AiInstrument." + name)) ? name : "global::AiInstrument." + name;
    }

    /// <summary>The document's line break and the indentation of the line at the position.</summary>
    public static string LineBreak(SourceText text, int position)
    {
        var start = text.Lines.GetLineFromPosition(position).Start;
        return LineBreaks.Of(text) + new string([.. text.ToString(TextSpan.FromBounds(start, position)).TakeWhile(char.IsWhiteSpace)]);
    }

    private static TextChange Into(BlockSyntax body, string statement, SourceText text) =>
        new(new TextSpan(body.OpenBraceToken.Span.End, 0), Lead(text, body) + statement);

    /// <summary>An expression body in a block. The scope must stay open until a task is done: so it is awaited.</summary>
    private static ImmutableArray<TextChange>? Replace(
        TextSpan span, ExpressionSyntax expression, int? asyncAt, IMethodSymbol? function, string statement, SourceText text, SyntaxNode indented)
    {
        if (function is null || expression is RefExpressionSyntax or ThrowExpressionSyntax)
        {
            return null;
        }

        var isTask = function.ReturnType is { Name: "Task" or "ValueTask" };
        var hasResult = isTask ? function.ReturnType is INamedTypeSymbol { IsGenericType: true } : !function.ReturnsVoid;
        var becomesAsync = isTask && !function.IsAsync;
        if (becomesAsync && (asyncAt is null || function.Parameters.Any(p => p.RefKind != RefKind.None)))
        {
            return null;
        }

        var value = becomesAsync ? "await " + Parenthesized(expression) : expression.ToString();
        var run = hasResult ? $"return {value};" : value + ";";
        var start = text.Lines.GetLineFromPosition(indented.SpanStart);
        var indent = new string([.. text.ToString(start.Span).TakeWhile(char.IsWhiteSpace)]);
        var isLambda = indented is LambdaExpressionSyntax;
        var end = LineBreaks.Of(text);
        var block = isLambda
            ? $"{{ {statement} {run} }}"
            : $"{end}{indent}{{{end}{indent}    {statement}{end}{indent}    {run}{end}{indent}}}";
        var changes = ImmutableArray.CreateBuilder<TextChange>();
        if (becomesAsync)
        {
            changes.Add(new TextChange(new TextSpan(asyncAt!.Value, 0), "async "));
        }

        // The space before an arrow goes with it.
        changes.Add(new TextChange(isLambda ? span : TextSpan.FromBounds(TrimmedStart(text, span.Start), span.End), block));
        return changes.ToImmutable();
    }

    private static int TrimmedStart(SourceText text, int position)
    {
        while (position > 0 && char.IsWhiteSpace(text[position - 1]))
        {
            position--;
        }

        return position;
    }

    private static string Parenthesized(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax or AwaitExpressionSyntax or ParenthesizedExpressionSyntax or ObjectCreationExpressionSyntax
            ? expression.ToString()
            : $"({expression})";

    /// <summary>Where <c>async</c> goes: before the return type. Null for what cannot be async.</summary>
    private static int? AsyncAt(SyntaxTokenList modifiers, TypeSyntax returnType) =>
        modifiers.Any(m => m.IsKind(SyntaxKind.AsyncKeyword) || m.IsKind(SyntaxKind.UnsafeKeyword)) ? null : returnType.SpanStart;

    /// <summary>A line of its own, indented as the first statement; a space where the body is on the brace's line.</summary>
    private static string Lead(SourceText text, BlockSyntax body)
    {
        var first = body.Statements.FirstOrDefault()?.SpanStart ?? body.CloseBraceToken.SpanStart;
        var line = text.Lines.GetLineFromPosition(first);
        return line.Start <= body.OpenBraceToken.SpanStart ? " " : LineBreaks.Of(text) + text.ToString(TextSpan.FromBounds(line.Start, first));
    }
}
