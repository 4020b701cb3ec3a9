using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Catalog.Calls;

/// <summary>Reads the model off a call where source says it as a constant: an argument, an option in an initializer, or the client's creation.</summary>
internal static class ConstantModel
{
    /// <summary>Parameter names that carry the model in constructors and factories of clients.</summary>
    private const string ClientModelParameter = "model";

    public static string? Of(IInvocationOperation call, LlmMethod method)
    {
        foreach (var argument in call.Arguments)
        {
            if (method.ModelParameter is not null && argument.Parameter?.Name == method.ModelParameter && Text(argument.Value) is { } model)
            {
                return model;
            }

            if (method.ModelProperty is not null && FromInitializer(argument.Value, method.ModelProperty) is { } fromOptions)
            {
                return fromOptions;
            }
        }

        return FromReceiver(call.Instance);
    }

    private static string? FromInitializer(IOperation value, string property)
    {
        var creation = Unwrap(value) as IObjectCreationOperation;
        foreach (var assignment in creation?.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>() ?? [])
        {
            if (assignment.Target is IPropertyReferenceOperation target && target.Property.Name == property)
            {
                return Text(assignment.Value);
            }
        }

        return null;
    }

    /// <summary><c>new ChatClient("m", …).Call()</c> and <c>openAi.GetChatClient("m").Call()</c>.</summary>
    private static string? FromReceiver(IOperation? receiver)
    {
        var arguments = Unwrap(receiver) switch
        {
            IObjectCreationOperation creation => creation.Arguments,
            IInvocationOperation factory => factory.Arguments,
            _ => [],
        };
        var model = arguments.FirstOrDefault(a => a.Parameter?.Name == ClientModelParameter);
        return model is null ? null : Text(model.Value);
    }

    private static string? Text(IOperation value) => Unwrap(value)?.ConstantValue.Value as string;

    private static IOperation? Unwrap(IOperation? value)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value;
    }
}
