using Microsoft.CodeAnalysis;

namespace AiInstrument.Catalog.Calls;

/// <summary>How a method hands its result back, which decides how a call is observed.</summary>
internal enum CallShape
{
    /// <summary>None of the below, for example a method that returns by reference.</summary>
    Unsupported,
    Value,
    Task,
    TaskOfT,
    ValueTaskOfT,
    AsyncEnumerable,
    Enumerable,

    /// <summary><c>System.ClientModel.AsyncCollectionResult&lt;T&gt;</c>.</summary>
    AsyncCollection,

    /// <summary><c>System.ClientModel.CollectionResult&lt;T&gt;</c>.</summary>
    Collection,

    /// <summary><c>Task&lt;System.ClientModel.AsyncStreamingResult&lt;T&gt;&gt;</c>: sent when awaited, read when enumerated.</summary>
    TaskOfStreamingResult,
}

/// <summary>Reads the shape off a method's return type.</summary>
internal static class CallShapes
{
    public static CallShape Of(IMethodSymbol method)
    {
        if (method.ReturnsVoid || method.ReturnsByRef || method.ReturnsByRefReadonly || method.ReturnType is IPointerTypeSymbol)
        {
            return CallShape.Unsupported;
        }

        if (method.ReturnType is not INamedTypeSymbol type)
        {
            return CallShape.Value;
        }

        if (type.IsRefLikeType)
        {
            return CallShape.Unsupported;
        }

        var name = type.OriginalDefinition.MetadataName;
        switch (type.ContainingNamespace.ToDisplayString())
        {
            case "System.Threading.Tasks":
                return name switch
                {
                    "Task" => CallShape.Task,
                    "Task`1" when IsClientModel(type.TypeArguments[0], "AsyncStreamingResult`1") => CallShape.TaskOfStreamingResult,
                    "Task`1" => CallShape.TaskOfT,
                    "ValueTask`1" => CallShape.ValueTaskOfT,
                    _ => CallShape.Unsupported,
                };
            case "System.Collections.Generic":
                return name switch
                {
                    "IAsyncEnumerable`1" => CallShape.AsyncEnumerable,
                    "IEnumerable`1" => CallShape.Enumerable,
                    _ => CallShape.Value,
                };
            case "System.ClientModel":
                return name switch
                {
                    "AsyncCollectionResult`1" => CallShape.AsyncCollection,
                    "CollectionResult`1" => CallShape.Collection,
                    _ => CallShape.Value,
                };
            default:
                return CallShape.Value;
        }
    }

    /// <summary>
    /// The shape for a caller that only hands its feature over: a result that runs while it is enumerated needs the feature then,
    /// everything else needs it while the method is called. No call of it is read.
    /// </summary>
    public static CallShape OfFromCaller(IMethodSymbol method)
    {
        if (method.ReturnsByRef || method.ReturnsByRefReadonly || method.ReturnType is IPointerTypeSymbol or IFunctionPointerTypeSymbol || method.ReturnType.IsRefLikeType)
        {
            return CallShape.Unsupported;
        }

        var type = method.ReturnType as INamedTypeSymbol;
        return Sequence(type) switch
        {
            "IAsyncEnumerable`1" => CallShape.AsyncEnumerable,
            "IEnumerable`1" => CallShape.Enumerable,
            not null => CallShape.Unsupported,
            // A task of a list is common and harmless; a task of an asynchronous sequence runs after the task has ended.
            null when type is { Name: "Task" or "ValueTask", TypeArguments.Length: 1 } && Sequence(type.TypeArguments[0] as INamedTypeSymbol)?.StartsWith("IAsync", StringComparison.Ordinal) == true => CallShape.Unsupported,
            _ => CallShape.Value,
        };
    }

    /// <summary>The name of an interface that iterators return; null for any other type.</summary>
    private static string? Sequence(INamedTypeSymbol? type) =>
        type is { TypeKind: TypeKind.Interface, OriginalDefinition.MetadataName: "IAsyncEnumerable`1" or "IAsyncEnumerator`1" or "IEnumerable`1" or "IEnumerator`1" or "IEnumerable" or "IEnumerator" }
        && type.ContainingNamespace.ToDisplayString() is "System.Collections.Generic" or "System.Collections"
            ? type.OriginalDefinition.MetadataName
            : null;

    private static bool IsClientModel(ITypeSymbol type, string metadataName) =>
        type.OriginalDefinition.MetadataName == metadataName
        && type.ContainingNamespace?.ToDisplayString() == "System.ClientModel";
}
