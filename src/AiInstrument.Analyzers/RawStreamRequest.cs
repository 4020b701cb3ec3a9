using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers;

/// <summary>Whether a protocol call (JSON in, raw response out) asks for a response that only its caller can read.</summary>
internal static class RawStreamRequest
{
    // The text is a constant of the user's: one that backtracks without end must not hang a build.
    private static readonly Regex AsksForStream = new("\"stream\"\\s*:\\s*true\\b", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public static bool Is(IInvocationOperation call) =>
        call.Arguments.Any(a => a.Parameter?.Type.ToDisplayString() switch
        {
            "System.ClientModel.Primitives.RequestOptions" or "System.ClientModel.Primitives.RequestOptions?" => IsUnbuffered(a.Value),
            "System.ClientModel.BinaryContent" => Written(a.Value).Any(SaysStream),
            _ => false,
        });

    private static bool IsUnbuffered(IOperation options) =>
        Written(options).OfType<ISimpleAssignmentOperation>().Any(IsBufferingOff)
        || (options is ILocalReferenceOperation { Local: var local }
            && CallResult.Root(options).Descendants().OfType<ISimpleAssignmentOperation>().Any(a =>
                IsBufferingOff(a)
                && a.Target is IPropertyReferenceOperation { Instance: ILocalReferenceOperation target }
                && SymbolEqualityComparer.Default.Equals(target.Local, local)));

    private static bool IsBufferingOff(ISimpleAssignmentOperation assignment) =>
        assignment is { Target: IPropertyReferenceOperation { Property.Name: "BufferResponse" }, Value.ConstantValue: { HasValue: true, Value: false } };

    /// <summary>JSON text, or an object that becomes it.</summary>
    private static bool SaysStream(IOperation operation) => operation switch
    {
        ILiteralOperation { ConstantValue.Value: string text } => AsksForStream.IsMatch(text),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "stream", ContainingType.IsAnonymousType: true } }, Value.ConstantValue: { HasValue: true, Value: true } } => true,
        _ => false,
    };

    /// <summary>What an argument is made of, here or where its local is declared.</summary>
    private static IEnumerable<IOperation> Written(IOperation value)
    {
        if (value is ILocalReferenceOperation { Local: var local })
        {
            var declarator = CallResult.Root(value).Descendants().OfType<IVariableDeclaratorOperation>()
                .FirstOrDefault(d => SymbolEqualityComparer.Default.Equals(d.Symbol, local));
            return declarator?.Descendants() ?? [];
        }

        return value.DescendantsAndSelf();
    }
}
