using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Calls;

/// <summary>Whether a protocol call (JSON in, raw response out) asks for a stream whose usage only its caller can read, or nobody.</summary>
internal static class RawStreamRequest
{
    // The text is a constant of the user's: one that backtracks without end must not hang a build.
    private static readonly Regex AsksForStream = new("\"stream\"\\s*:\\s*true\\b", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    private static readonly Regex AsksForUsage = new("\"include_usage\"\\s*:\\s*true\\b", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Whether the response is not buffered: the caller alone reads it.</summary>
    public static bool IsUnbuffered(IInvocationOperation call) =>
        call.Arguments.Any(a => a.Parameter?.Type.ToDisplayString() is "System.ClientModel.Primitives.RequestOptions" or "System.ClientModel.Primitives.RequestOptions?"
            && IsUnbuffered(a.Value));

    /// <summary>
    /// What asks for a stream of chat parts, a constant or a member of an anonymous object, where nothing asks for the part that
    /// holds the usage; null elsewhere. Responses and other streams end with their usage unasked.
    /// </summary>
    public static SyntaxNode? WithoutUsage(IInvocationOperation call)
    {
        if (call.TargetMethod.ContainingType.Name != "ChatClient"
            || call.Arguments.FirstOrDefault(a => a.Parameter?.Type.ToDisplayString() == "System.ClientModel.BinaryContent") is not { } body)
        {
            return null;
        }

        var written = Written(body.Value).ToList();
        return written.Exists(o => Says(o, AsksForUsage, "include_usage")) ? null : written.Find(o => Says(o, AsksForStream, "stream"))?.Syntax;
    }

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
    private static bool Says(IOperation operation, Regex inText, string member) => operation switch
    {
        ILiteralOperation { ConstantValue.Value: string text } => inText.IsMatch(text),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { ContainingType.IsAnonymousType: true } property }, Value.ConstantValue: { HasValue: true, Value: true } } => property.Name == member,
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
