using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Calls;

/// <summary>What a method does with a call's result, as far as its own code shows.</summary>
internal static class CallResult
{
    /// <summary>Whether nothing can read the result: a statement of its own, a discard, or a local that is never named again.</summary>
    public static bool IsDropped(IOperation call)
    {
        var result = Outermost(call);
        return result.Parent switch
        {
            IExpressionStatementOperation => true,
            ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
            IUsingOperation statement => statement.Resources == result,
            _ => LocalOf(result) is { } local && !ReferencesTo(local, result).Any(),
        };
    }

    /// <summary>The methods that take the result as their receiver, at once or through a local.</summary>
    public static IEnumerable<IMethodSymbol> CalledOn(IOperation call)
    {
        var result = Outermost(call);
        if (CalledOnValue(result) is { } method)
        {
            yield return method;
        }
        else if (LocalOf(result) is { } local)
        {
            foreach (var reference in ReferencesTo(local, result))
            {
                if (CalledOnValue(Outermost(reference)) is { } later)
                {
                    yield return later;
                }
            }
        }
    }

    /// <summary>The outermost operation of the member or initializer that the operation stands in.</summary>
    public static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    /// <summary>The result as its reader sees it: awaited, converted, configured.</summary>
    private static IOperation Outermost(IOperation value)
    {
        while (value.Parent is IAwaitOperation or IConversionOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
        {
            value = value.Parent;
        }

        return value;
    }

    private static ILocalSymbol? LocalOf(IOperation result) =>
        result.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } ? local : null;

    private static IEnumerable<ILocalReferenceOperation> ReferencesTo(ILocalSymbol local, IOperation place) =>
        Root(place).Descendants().OfType<ILocalReferenceOperation>().Where(r => SymbolEqualityComparer.Default.Equals(r.Local, local));

    private static IMethodSymbol? CalledOnValue(IOperation value) => value.Parent switch
    {
        IInvocationOperation call when call.Instance == value => call.TargetMethod,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { IsExtensionMethod: true } method } call } argument
            when call.Arguments[0] == argument => method,
        _ => null,
    };
}
