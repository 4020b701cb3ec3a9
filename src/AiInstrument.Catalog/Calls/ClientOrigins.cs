using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Catalog.Calls;

/// <summary>
/// Finds the expression that made a client, where the code says so beyond doubt, and whether it measures the client's calls.
/// Asks declarations by syntax: they may be in another file.
/// </summary>
internal static class ClientOrigins
{
    public const string Handler = "AiInstrumentHttpHandler";
    public const string AddHandler = "AddAiInstrument";
    public const string Middleware = "UseAiInstrument";

    /// <summary>What made the <c>HttpClient</c> of a request or of its set-up: a creation, or a registration such as <c>AddHttpClient</c>.</summary>
    /// <param name="operation">A call of the client, the creation of a request, or an assignment to <c>BaseAddress</c> or <c>RequestUri</c>.</param>
    public static ExpressionSyntax? OfHttp(IOperation operation) => operation switch
    {
        IInvocationOperation call => Of(Receiver(call)),
        IObjectCreationOperation request => Sender(request) is { } sender ? Of(Receiver(sender)) : null,
        ISimpleAssignmentOperation { Parent: IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation made } } =>
            made.Type?.Name == "HttpRequestMessage" ? OfHttp(made) : made.Syntax as ExpressionSyntax,
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } instance } } =>
            instance.Type?.Name == "HttpRequestMessage"
                ? instance is ILocalReferenceOperation local && SenderOf(local) is { } sender ? Of(Receiver(sender)) : null
                : Of(instance),
        _ => null,
    };

    /// <summary>The expression that a value holds for sure; null where it comes from elsewhere or may be another one.</summary>
    public static ExpressionSyntax? Of(IOperation? value)
    {
        while (value is IConversionOperation { Operand: var operand })
        {
            value = operand;
        }

        return value switch
        {
            IObjectCreationOperation or IInvocationOperation => value.Syntax as ExpressionSyntax,
            ILocalReferenceOperation { Local: var local } => Held(local, RootOf(value.Syntax)),
            IFieldReferenceOperation { Field: var field } when field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private => HeldByMember(field),
            IPropertyReferenceOperation { Property: { SetMethod: null } property } => HeldByMember(property),
            IParameterReferenceOperation parameter => Registration(parameter),
            _ => null,
        };
    }

    /// <summary>Whether a client that was made so has the HTTP handler in it.</summary>
    public static bool HasHandler(ExpressionSyntax origin, SemanticModel model)
    {
        if (origin is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments })
        {
            return IsHandler(arguments[0].Expression, model);
        }

        return origin is InvocationExpressionSyntax call
            && Chain(call).Any(c => Name(c) is { } name
                && (name.Identifier.ValueText == AddHandler
                    || (name.Identifier.ValueText == "AddHttpMessageHandler" && c.DescendantNodes().OfType<SimpleNameSyntax>().Any(n => n.Identifier.ValueText == Handler))));
    }

    /// <summary>Whether a client that was made so has the telemetry middleware in it.</summary>
    public static bool HasMiddleware(ExpressionSyntax origin) =>
        origin is InvocationExpressionSyntax call && Chain(call).Any(c => Name(c)?.Identifier.ValueText == Middleware);

    /// <summary>The calls of a fluent chain around and before a call, and those on the local that the chain begins with or is kept in.</summary>
    public static IEnumerable<InvocationExpressionSyntax> Chain(InvocationExpressionSyntax call)
    {
        var outermost = call;
        while (outermost.Parent is MemberAccessExpressionSyntax access && access.Expression == outermost && access.Parent is InvocationExpressionSyntax next)
        {
            outermost = next;
        }

        ExpressionSyntax? current = outermost;
        while (current is InvocationExpressionSyntax step)
        {
            yield return step;
            current = (step.Expression as MemberAccessExpressionSyntax)?.Expression;
        }

        var builder = (current as IdentifierNameSyntax)?.Identifier.ValueText;
        var kept = (outermost.Parent?.Parent as VariableDeclaratorSyntax)?.Identifier.ValueText;
        foreach (var statement in builder is null && kept is null ? [] : outermost.FirstAncestorOrSelf<BlockSyntax>()?.Statements ?? [])
        {
            if (statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax on } } more }
                && (on.Identifier.ValueText == builder || on.Identifier.ValueText == kept))
            {
                yield return more;
            }
        }
    }

    public static SimpleNameSyntax? Name(InvocationExpressionSyntax call) => (call.Expression as MemberAccessExpressionSyntax)?.Name;

    /// <summary>What a call is made on: the instance, or the first argument of an extension method.</summary>
    public static IOperation? Receiver(IInvocationOperation call) =>
        call.Instance ?? (call.TargetMethod.IsExtensionMethod ? call.Arguments.FirstOrDefault()?.Value : null);

    private static bool IsHandler(ExpressionSyntax handler, SemanticModel model)
    {
        if (handler is BaseObjectCreationExpressionSyntax creation)
        {
            return creation is ObjectCreationExpressionSyntax { Type: var type } && LastName(type) == Handler
                || creation.ArgumentList?.Arguments.Any(a => IsHandler(a.Expression, model)) == true
                || creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>().Any(a => IsHandler(a.Right, model)) == true;
        }

        return handler is IdentifierNameSyntax or MemberAccessExpressionSyntax
            && handler.SyntaxTree == model.SyntaxTree
            && model.GetOperation(handler) is { } value
            && (value.Type?.Name == Handler || (Of(value) is { } origin && origin != handler && IsHandler(origin, model)));
    }

    private static string? LastName(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => null,
    };

    /// <summary>The call that sends a request: around its creation, or with the local that holds it.</summary>
    private static IInvocationOperation? Sender(IObjectCreationOperation request)
    {
        IOperation value = request;
        while (value.Parent is IConversionOperation or IArgumentOperation)
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            IInvocationOperation { TargetMethod.Name: "SendAsync" or "Send" } send => send,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => SenderOf(local, request),
            _ => null,
        };
    }

    private static IInvocationOperation? SenderOf(ILocalReferenceOperation request) => SenderOf(request.Local, request);

    private static IInvocationOperation? SenderOf(ILocalSymbol request, IOperation place)
    {
        while (place.Parent is { } parent)
        {
            place = parent;
        }

        return place.Descendants().OfType<IInvocationOperation>().FirstOrDefault(c =>
            c.TargetMethod.Name is "SendAsync" or "Send"
            && c.Arguments.Any(a => a.Value is ILocalReferenceOperation { Local: var sent } && SymbolEqualityComparer.Default.Equals(sent, request)));
    }

    /// <summary><c>AddHttpClient("llm", c => c.BaseAddress = …)</c>: the registration that hands the client to the lambda.</summary>
    private static ExpressionSyntax? Registration(IParameterReferenceOperation parameter)
    {
        for (var node = parameter.Syntax.Parent; node is not null and not MemberDeclarationSyntax; node = node.Parent)
        {
            if (node is AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } })
            {
                return Name(call)?.Identifier.ValueText is "AddHttpClient" or "ConfigureHttpClient" ? call : null;
            }
        }

        return null;
    }

    private static SyntaxNode RootOf(SyntaxNode node) =>
        node.AncestorsAndSelf().FirstOrDefault(n => n is MemberDeclarationSyntax and not GlobalStatementSyntax) ?? node.SyntaxTree.GetRoot();

    private static ExpressionSyntax? HeldByMember(ISymbol member)
    {
        var types = member.ContainingType.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).ToList();
        var declared = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value,
            _ => null,
        };
        return TheOnly(declared, types.SelectMany(t => Assigned(t, member.Name)));
    }

    private static ExpressionSyntax? Held(ILocalSymbol local, SyntaxNode root) =>
        TheOnly((local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as VariableDeclaratorSyntax)?.Initializer?.Value, Assigned(root, local.Name));

    private static ExpressionSyntax? TheOnly(ExpressionSyntax? declared, IEnumerable<ExpressionSyntax?> assigned)
    {
        var all = assigned.Concat(declared is null ? [] : new[] { declared }).Take(2).ToList();
        return all.Count == 1 ? all[0] : null;
    }

    /// <summary>What is assigned to a name; null for what another method may assign through it.</summary>
    private static IEnumerable<ExpressionSyntax?> Assigned(SyntaxNode root, string name)
    {
        foreach (var node in root.DescendantNodes())
        {
            if (node is AssignmentExpressionSyntax assignment && Names(assignment.Left))
            {
                yield return assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) ? assignment.Right : null;
            }
            else if (node is ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument && Names(argument.Expression))
            {
                yield return null;
            }
        }

        bool Names(ExpressionSyntax expression) => expression switch
        {
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText == name,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText == name,
            _ => false,
        };
    }
}
