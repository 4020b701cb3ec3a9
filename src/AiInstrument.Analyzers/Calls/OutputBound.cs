using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Calls;

/// <summary>Tells whether a chat call bounds the tokens of its answer. Anthropic's <c>MaxTokens</c> is required: its calls always do.</summary>
internal static class OutputBound
{
    /// <summary>The property that bounds the answer, by the type of the options that have it.</summary>
    private static readonly Dictionary<string, string> Properties = new()
    {
        ["Microsoft.Extensions.AI.ChatOptions"] = "MaxOutputTokens",
        ["OpenAI.Chat.ChatCompletionOptions"] = "MaxOutputTokenCount",
        ["OpenAI.Responses.CreateResponseOptions"] = "MaxOutputTokenCount",
    };

    /// <summary>The property that the call leaves unset; null where it sets it, has none, or gets its options from elsewhere.</summary>
    public static string? Missing(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (PropertyOf(argument.Parameter?.Type) is { } property)
            {
                return IsUnbounded(argument.Value, property, call) ? property : null;
            }
        }

        // An overload without options, such as CompleteChat(params ChatMessage[]); raw content may say anything.
        return call.Arguments.Any(a => a.Parameter?.Type.Name == "BinaryContent")
            ? null
            : call.TargetMethod.ContainingType.GetMembers(call.TargetMethod.Name).OfType<IMethodSymbol>()
                .SelectMany(m => m.Parameters)
                .Select(p => PropertyOf(p.Type))
                .FirstOrDefault(p => p is not null);
    }

    private static string? PropertyOf(ITypeSymbol? type) =>
        type is not null && Properties.TryGetValue(SymbolNames.Type(type), out var property) ? property : null;

    private static bool IsUnbounded(IOperation value, string property, IInvocationOperation call)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value switch
        {
            IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } } => true,
            IObjectCreationOperation creation => LeavesUnset(creation, property),
            ILocalReferenceOperation local => IsUnbounded(local.Local, property, call),
            _ => false,
        };
    }

    /// <summary>A copy of other options may have their bound.</summary>
    private static bool LeavesUnset(IObjectCreationOperation creation, string property) =>
        !creation.Arguments.Any(a => !a.IsImplicit && PropertyOf(a.Parameter?.Type) is not null)
        && creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().Any(a => Sets(a, property)) != true;

    /// <summary>A local whose every use is seen: made here without a bound, set nowhere, and given to nothing but LLM calls of this name.</summary>
    private static bool IsUnbounded(ILocalSymbol local, string property, IInvocationOperation call)
    {
        IOperation root = call;
        while (root.Parent is not null)
        {
            root = root.Parent;
        }

        var isMade = false;
        foreach (var operation in root.Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer.Value: var value } declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, local):
                    isMade = Unwrap(value) is IObjectCreationOperation creation && LeavesUnset(creation, property);
                    break;
                case ILocalReferenceOperation reference when SymbolEqualityComparer.Default.Equals(reference.Local, local) && !IsHarmless(reference, property, call):
                    return false;
            }
        }

        return isMade;
    }

    private static bool IsHarmless(ILocalReferenceOperation reference, string property, IInvocationOperation call)
    {
        IOperation use = reference;
        while (use.Parent is IConversionOperation)
        {
            use = use.Parent;
        }

        return use.Parent switch
        {
            IArgumentOperation { Parent: IInvocationOperation other } => other.TargetMethod.Name == call.TargetMethod.Name,
            IPropertyReferenceOperation { Parent: IAssignmentOperation assignment } member when assignment.Target == member => member.Property.Name != property,
            IPropertyReferenceOperation => true,
            _ => false,
        };
    }

    private static bool Sets(ISimpleAssignmentOperation assignment, string property) =>
        assignment.Target is IPropertyReferenceOperation target && target.Property.Name == property;

    private static IOperation Unwrap(IOperation value) => value is IConversionOperation conversion ? Unwrap(conversion.Operand) : value;
}
