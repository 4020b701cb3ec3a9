using Microsoft.CodeAnalysis;

namespace AiInstrument.Catalog;

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

    private static bool IsClientModel(ITypeSymbol type, string metadataName) =>
        type.OriginalDefinition.MetadataName == metadataName
        && type.ContainingNamespace?.ToDisplayString() == "System.ClientModel";
}
