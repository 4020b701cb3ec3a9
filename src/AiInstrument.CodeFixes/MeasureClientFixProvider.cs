using System.Collections.Immutable;
using System.Composition;
using AiInstrument.Analyzers;
using AiInstrument.Analyzers.Calls;
using AiInstrument.Catalog.Calls;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.CodeFixes;

/// <summary>Answers AII0001 and AII0007 where the client is made in sight: adds the HTTP handler or the telemetry middleware to it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MeasureClientFixProvider))]
[Shared]
public sealed class MeasureClientFixProvider : TextFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.EscapedCall, RuleIds.RawClient];

    private protected override async Task<TextFix?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        var node = root!.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        diagnostic.Properties.TryGetValue(CallDiagnostic.EscapeProperty, out var escape);
        var isHttp = diagnostic.Id == RuleIds.RawClient || escape == "raw-http";
        var origin = isHttp
            ? node.AncestorsAndSelf().TakeWhile(n => n is not StatementSyntax).Select(n => OfHttp(n, model)).FirstOrDefault(o => o is not null)
            : OfChat(node, model);
        if (origin is null || document.Project.GetDocument(origin.SyntaxTree) is not { } declaring)
        {
            return null;
        }

        var declaringModel = (await declaring.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        return isHttp ? AddHandler(declaring, origin, declaringModel) : AddMiddleware(declaring, origin);
    }

    private static ExpressionSyntax? OfHttp(SyntaxNode node, SemanticModel model) =>
        node is AssignmentExpressionSyntax or InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax
        && model.GetOperation(node) is { } operation
        && operation is ISimpleAssignmentOperation
            or IInvocationOperation { TargetMethod.ContainingType.Name: "HttpClient" or "HttpClientJsonExtensions" }
            or IObjectCreationOperation { Type.Name: "HttpRequestMessage" }
            ? ClientOrigins.OfHttp(operation)
            : null;

    private static ExpressionSyntax? OfChat(SyntaxNode name, SemanticModel model)
    {
        var client = name.AncestorsAndSelf().OfType<ExpressionSyntax>().Select(n => model.GetOperation(n)).FirstOrDefault(o => o is IInvocationOperation or IMethodReferenceOperation or IDynamicInvocationOperation) switch
        {
            IInvocationOperation call => ClientOrigins.Receiver(call),
            IMethodReferenceOperation reference => reference.Instance,
            IDynamicInvocationOperation { Operation: IDynamicMemberReferenceOperation member } => member.Instance,
            _ => null,
        };
        return ClientOrigins.Of(client);
    }

    private static TextFix? AddHandler(Document document, ExpressionSyntax origin, SemanticModel model)
    {
        if (model.Compilation.FindType("AiInstrument." + ClientOrigins.Handler) is null)
        {
            return null;
        }

        if (origin is InvocationExpressionSyntax registration)
        {
            return ClientOrigins.Name(registration)?.Identifier.ValueText is "AddHttpClient" or "ConfigureHttpClient"
                ? new TextFix("Measure the client's requests", document, new TextChange(new TextSpan(origin.Span.End, 0), $".{ClientOrigins.AddHandler}()"))
                : null;
        }

        if (origin is not BaseObjectCreationExpressionSyntax creation || model.GetTypeInfo(creation).Type is not { Name: "HttpClient" })
        {
            return null;
        }

        var handler = ScopeInsertion.NameOf(model, origin.SpanStart, ClientOrigins.Handler);
        var inner = model.LookupNamespacesAndTypes(origin.SpanStart, name: "HttpClientHandler").Length == 1 ? "HttpClientHandler" : "global::System.Net.Http.HttpClientHandler";
        return new TextFix("Measure the client's requests", document, creation.ArgumentList switch
        {
            null => [new TextChange(new TextSpan(((ObjectCreationExpressionSyntax)creation).Type.Span.End, 0), $"(new {handler}(new {inner}()))")],
            { Arguments.Count: 0 } list => [new TextChange(list.Span, $"(new {handler}(new {inner}()))")],
            { Arguments: var arguments } =>
            [
                new TextChange(new TextSpan(arguments[0].Expression.SpanStart, 0), $"new {handler}("),
                new TextChange(new TextSpan(arguments[0].Expression.Span.End, 0), ")"),
            ],
        });
    }

    /// <summary>After what gives the builder: outermost, as the interceptor would be.</summary>
    private static TextFix? AddMiddleware(Document document, ExpressionSyntax origin)
    {
        var builder = origin.DescendantNodesAndSelf().OfType<ExpressionSyntax>().FirstOrDefault(e => e switch
        {
            InvocationExpressionSyntax call => ClientOrigins.Name(call)?.Identifier.ValueText == "AsBuilder",
            ObjectCreationExpressionSyntax creation => creation.Type.ToString().Contains("ClientBuilder") || creation.Type.ToString().Contains("GeneratorBuilder"),
            _ => false,
        });
        return builder is null
            ? null
            : new TextFix("Add the telemetry middleware", document, new TextChange(new TextSpan(builder.Span.End, 0), $".{ClientOrigins.Middleware}()"));
    }
}
