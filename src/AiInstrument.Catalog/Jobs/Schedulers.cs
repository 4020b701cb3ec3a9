using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Catalog.Jobs;

/// <summary>Finds the code that an operation hands to Hangfire or to a timer.</summary>
internal static class Schedulers
{
    /// <summary>The operations that hand code over.</summary>
    public static readonly ImmutableArray<OperationKind> OperationKinds =
    [
        OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.EventAssignment,
    ];

    /// <summary>Names of methods that take a job: the cheap first question.</summary>
    public static ImmutableHashSet<string> MethodNames { get; } =
    [
        "Enqueue", "Schedule", "AddOrUpdate", "ContinueJobWith", "ContinueWith", "CreateTimer",
    ];

    /// <summary>What an operation hands over, or null.</summary>
    public static ScheduledCode? Of(IOperation operation, ISymbol containingSymbol) => operation switch
    {
        IInvocationOperation call when MethodNames.Contains(call.TargetMethod.Name) => OfCall(call, containingSymbol),
        IObjectCreationOperation { Type: { Name: "Timer" } type, Arguments: { Length: > 0 } arguments } when IsIn(type, "System.Threading") =>
            Callback(arguments[0].Value, containingSymbol, flows: true),
        IEventAssignmentOperation { Adds: true, EventReference: IEventReferenceOperation { Event: { Name: "Elapsed", ContainingType: var timer } } } handler
            when IsIn(timer, "System.Timers") => Callback(handler.HandlerValue, containingSymbol, flows: false),
        _ => null,
    };

    /// <summary>What a lambda is handed over as; null for a lambda that its own method runs.</summary>
    public static ScheduledCode? Around(IAnonymousFunctionOperation lambda, ISymbol containingSymbol)
    {
        var current = lambda.Parent;
        while (current is IConversionOperation or IDelegateCreationOperation or IArgumentOperation or IParenthesizedOperation)
        {
            current = current.Parent;
        }

        return current is null ? null : Of(current, containingSymbol);
    }

    private static ScheduledCode? OfCall(IInvocationOperation call, ISymbol containingSymbol)
    {
        var type = call.TargetMethod.ContainingType;
        if (call.TargetMethod.Name == "CreateTimer")
        {
            return type.Name == "TimeProvider" && IsIn(type, "System") && !call.Arguments.IsEmpty
                ? Callback(call.Arguments[0].Value, containingSymbol, flows: true)
                : null;
        }

        if (!IsIn(type, "Hangfire"))
        {
            return null;
        }

        var lambda = call.Arguments
            .Where(a => a.Parameter?.Type.OriginalDefinition is { Name: "Expression" })
            .SelectMany(a => a.Value.DescendantsAndSelf())
            .OfType<IAnonymousFunctionOperation>()
            .FirstOrDefault();
        return lambda is not null && CalledBy(lambda) is { } method
            ? new ScheduledCode(method, null, JobName.OfMethod(method.ContainingType.Name, method.Name), FlowsContext: false)
            : null;
    }

    /// <summary>The method that a job's expression calls: Hangfire stores its name and arguments, and runs no lambda.</summary>
    private static IMethodSymbol? CalledBy(IAnonymousFunctionOperation lambda)
    {
        var value = lambda.Body.Operations.FirstOrDefault() switch
        {
            IReturnOperation { ReturnedValue: { } returned } => returned,
            IExpressionStatementOperation { Operation: var statement } => statement,
            var other => other,
        };
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return (value as IInvocationOperation)?.TargetMethod.OriginalDefinition;
    }

    private static ScheduledCode? Callback(IOperation value, ISymbol containingSymbol, bool flows)
    {
        while (value is IConversionOperation or IDelegateCreationOperation or IParenthesizedOperation)
        {
            value = value switch
            {
                IConversionOperation conversion => conversion.Operand,
                IDelegateCreationOperation creation => creation.Target,
                _ => ((IParenthesizedOperation)value).Operand,
            };
        }

        return value switch
        {
            IAnonymousFunctionOperation lambda => new ScheduledCode(null, lambda, JobName.OfTimer(TypeName(containingSymbol)), flows),
            IMethodReferenceOperation { Method: { } method } => new ScheduledCode(
                method.OriginalDefinition, null, JobName.OfMethod(method.ContainingType.Name, method.Name), flows),
            _ => null,
        };
    }

    private static string TypeName(ISymbol symbol) => (symbol as INamedTypeSymbol ?? symbol.ContainingType)?.Name ?? "";

    private static bool IsIn(ITypeSymbol type, string ns) => type.ContainingNamespace?.ToDisplayString() == ns;
}
