using System.Collections.Immutable;
using System.Composition;
using AiInstrument.Analyzers;
using AiInstrument.Analyzers.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.CodeFixes;

/// <summary>Answers AII0001 where another form of the same call can be intercepted: a lambda for a method group, a cast for <c>dynamic</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InterceptableCallFixProvider))]
[Shared]
public sealed class InterceptableCallFixProvider : TextFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.EscapedCall];

    private protected override async Task<TextFix?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        var node = root!.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        diagnostic.Properties.TryGetValue(CallDiagnostic.EscapeProperty, out var escape);
        switch (escape)
        {
            case "method-group":
                var group = node.Parent is MemberAccessExpressionSyntax access && access.Name == node ? access : node as ExpressionSyntax;
                return group is not null && Lambda(group, model) is { } lambda
                    ? new TextFix("Call it in a lambda", document, new TextChange(group.Span, lambda))
                    : null;
            case "dynamic-argument":
                return node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } invocation && Casts(invocation, model) is { IsEmpty: false } casts
                    ? new TextFix("Cast to the parameter's type", document, [.. casts])
                    : null;
            default:
                return null;
        }
    }

    private static string? Lambda(ExpressionSyntax group, SemanticModel model)
    {
        // What made the receiver would run at each call.
        if (model.GetOperation(group) is not IMethodReferenceOperation { Method: { } method }
            || method.Parameters.Any(p => p.RefKind != RefKind.None)
            || (group is MemberAccessExpressionSyntax access && !IsStable(access.Expression)))
        {
            return null;
        }

        var type = group.Parent is CastExpressionSyntax cast ? model.GetTypeInfo(cast.Type).Type : model.GetTypeInfo(group).ConvertedType;
        var invoke = (type as INamedTypeSymbol)?.DelegateInvokeMethod;
        if (invoke is not null && invoke.Parameters.Length != method.Parameters.Length)
        {
            return null;
        }

        var isNatural = invoke is null || group.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type.IsVar: true } } };
        var taken = group.DescendantTokens().Select(t => t.ValueText).ToImmutableHashSet();
        var names = method.Parameters.Select(p => Identifier(taken.Contains(p.Name) ? p.Name + "Value" : p.Name)).ToList();
        var parameters = isNatural
            ? method.Parameters.Select((p, i) => p.Type.ToMinimalDisplayString(model, group.SpanStart) + " " + names[i])
            : names;
        var list = names.Count == 1 && !isNatural ? names[0] : "(" + string.Join(", ", parameters) + ")";
        var lambda = $"{list} => {group}({string.Join(", ", names)})";
        return group.Parent is CastExpressionSyntax ? $"({lambda})" : lambda;
    }

    private static bool IsStable(ExpressionSyntax receiver) => receiver switch
    {
        IdentifierNameSyntax or ThisExpressionSyntax or PredefinedTypeSyntax or GenericNameSyntax or AliasQualifiedNameSyntax => true,
        MemberAccessExpressionSyntax access => IsStable(access.Expression),
        _ => false,
    };

    private static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>A cast for each dynamic argument, where only one method can be meant.</summary>
    private static ImmutableArray<TextChange> Casts(InvocationExpressionSyntax invocation, SemanticModel model)
    {
        if (model.GetOperation(invocation) is not IDynamicInvocationOperation { Operation: IDynamicMemberReferenceOperation { Instance.Type: { } receiver } member } call
            || invocation.ArgumentList.Arguments.Any(a => a.NameColon is not null || a.RefKindKeyword.RawKind != 0))
        {
            return [];
        }

        var candidates = MethodsOf(receiver, member.MemberName).Where(m => Fits(m, call.Arguments, model.Compilation)).ToList();
        if (candidates.Count != 1)
        {
            return [];
        }

        return
        [
            .. invocation.ArgumentList.Arguments
                .Select((argument, i) => (argument.Expression, candidates[0].Parameters[i].Type, IsDynamic(call.Arguments[i])))
                .Where(a => a.Item3)
                .SelectMany(a => Cast(a.Expression, a.Type.ToMinimalDisplayString(model, invocation.SpanStart))),
        ];
    }

    private static IEnumerable<TextChange> Cast(ExpressionSyntax expression, string type)
    {
        var isSimple = expression is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax;
        return [new TextChange(new TextSpan(expression.SpanStart, 0), isSimple ? $"({type})" : $"({type})("), .. isSimple ? [] : new[] { new TextChange(new TextSpan(expression.Span.End, 0), ")") }];
    }

    private static IEnumerable<IMethodSymbol> MethodsOf(ITypeSymbol type, string name)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            foreach (var method in t.GetMembers(name).OfType<IMethodSymbol>().Where(m => !m.IsStatic && !m.IsOverride && !m.IsGenericMethod))
            {
                yield return method;
            }
        }

        foreach (var method in type.TypeKind == TypeKind.Interface ? type.AllInterfaces.SelectMany(i => i.GetMembers(name)).OfType<IMethodSymbol>() : [])
        {
            yield return method;
        }
    }

    private static bool Fits(IMethodSymbol method, ImmutableArray<IOperation> arguments, Compilation compilation) =>
        method.Parameters.Length >= arguments.Length
        && method.Parameters.Skip(arguments.Length).All(p => p.IsOptional)
        && arguments.Select((argument, i) => (argument, parameter: method.Parameters[i])).All(a =>
            IsDynamic(a.argument)
            || (a.argument.Type is { } type ? compilation.HasImplicitConversion(type, a.parameter.Type) : a.parameter.Type.IsReferenceType || a.argument is IDefaultValueOperation));

    private static bool IsDynamic(IOperation argument) => argument.Type is IDynamicTypeSymbol;
}
