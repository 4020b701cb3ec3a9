using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Catalog.Calls;

/// <summary>Reads a URL off an operation, at least as far as its host, where source says it as a constant.</summary>
internal static class ConstantUrl
{
    /// <summary>The constant text of a string, or of the string that a Uri is made from.</summary>
    public static string? Of(IOperation value)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        if (value is IObjectCreationOperation { Type.Name: "Uri", Arguments: { Length: > 0 } arguments })
        {
            value = arguments[0].Value;
        }

        return value.ConstantValue is { HasValue: true, Value: string text } ? text : Prefix(value);
    }

    /// <summary><c>$"https://host/{x}"</c>, <c>$"{Constant}/{x}"</c> and <c>"https://host/" + x</c> are constant as far as the host goes.</summary>
    private static string? Prefix(IOperation value) => value switch
    {
        IInterpolatedStringOperation { Parts: { Length: > 0 } parts } => parts[0] switch
        {
            IInterpolatedStringTextOperation text => text.Text.ConstantValue.Value as string,
            IInterpolationOperation { Expression: var first } => first.ConstantValue.Value as string,
            _ => null,
        },
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, LeftOperand: var left } => left.ConstantValue.Value as string ?? Prefix(left),
        _ => null,
    };
}
