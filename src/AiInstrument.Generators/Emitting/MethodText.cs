using AiInstrument.Generators.Specs;

namespace AiInstrument.Generators.Emitting;

/// <summary>The parts of a method's signature and call, as bodies and stubs write them.</summary>
internal static class MethodText
{
    /// <summary>The interceptor's parameters: the receiver, then those of the method.</summary>
    public static IEnumerable<string> ParameterList(MethodSpec method)
    {
        if (Receiver(method) is { } receiver)
        {
            yield return "this " + receiver;
        }

        for (var i = 0; i < method.Parameters.Count; i++)
        {
            yield return (i == 0 && method.Receiver == ReceiverKind.Extension ? "this " : "") + method.Parameters[i].Declaration;
        }
    }

    /// <summary>A body's parameters, but for what its stub adds. Bodies are called in static form: <c>this</c> would let them extend types in the rest of the namespace.</summary>
    public static IEnumerable<string> BodyParameters(MethodSpec method) =>
        ParameterList(method).Select(p => p.StartsWith("this ", StringComparison.Ordinal) ? p.Substring(5) : p);

    /// <summary>What a stub hands to its body, but for what it adds.</summary>
    public static IEnumerable<string> BodyArguments(MethodSpec method)
    {
        if (method.Receiver is ReceiverKind.Reference or ReceiverKind.Struct)
        {
            yield return method.Receiver == ReceiverKind.Struct ? "ref target" : "target";
        }

        foreach (var parameter in method.Parameters)
        {
            yield return parameter.Argument;
        }
    }

    /// <summary>The call that was written in source.</summary>
    /// <param name="method">The method.</param>
    /// <param name="receiver">What stands for the receiver of an extension method when it is not the receiver itself.</param>
    public static string OriginalCall(MethodSpec method, string? receiver = null)
    {
        var arguments = method.Parameters.Select((p, i) => i == 0 && receiver is not null ? receiver : p.Argument);
        var on = method.Receiver switch
        {
            // Null reaches interceptors too, and must throw what it threw before.
            ReceiverKind.Reference => "target!",
            ReceiverKind.Struct => "target",
            _ => method.ContainingType,
        };
        return $"{on}.{method.Name}{OwnTypeArguments(method)}({string.Join(", ", arguments)})";
    }

    public static string TypeParameters(MethodSpec method) =>
        method.TypeParameters.Count == 0 ? "" : "<" + string.Join(", ", method.TypeParameters.Select(p => p.Name)) + ">";

    public static string Constraints(MethodSpec method) =>
        string.Concat(method.TypeParameters.Where(p => p.Constraints.Length > 0).Select(p => $" where {p.Name} : {p.Constraints}"));

    private static string? Receiver(MethodSpec method) => method.Receiver switch
    {
        ReceiverKind.Reference => method.ContainingType + " target",
        ReceiverKind.Struct => "ref " + method.ContainingType + " target",
        _ => null,
    };

    private static string OwnTypeArguments(MethodSpec method) =>
        method.MethodTypeParameterCount == 0
            ? ""
            : "<" + string.Join(", ", method.TypeParameters.Skip(method.TypeParameters.Count - method.MethodTypeParameterCount).Select(p => p.Name)) + ">";
}
