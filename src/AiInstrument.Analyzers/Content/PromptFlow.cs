using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Content;

/// <summary>
/// Follows what a call's arguments are made of, within one member: through text, collections, messages and locals. It stops
/// at what redacts, at what is awaited (an answer is other data than the question) and at options.
/// </summary>
internal sealed class PromptFlow
{
    private static readonly HashSet<string> Projections = ["Select", "SelectMany"];

    private readonly ClassifiedData _data;
    private readonly INamedTypeSymbol? _caller;
    private readonly IOperation _root;
    private readonly HashSet<ILocalSymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly List<ClassifiedRead> _found = [];

    private PromptFlow(IInvocationOperation call, INamedTypeSymbol? caller, ClassifiedData data)
    {
        _data = data;
        _caller = caller;
        _root = call;
        while (_root.Parent is { } parent)
        {
            _root = parent;
        }
    }

    /// <summary>The places where classified data is read into a call's arguments.</summary>
    /// <param name="call">The call.</param>
    /// <param name="caller">The type that the call stands in: its methods are taken to make texts of their arguments.</param>
    /// <param name="data">What is classified.</param>
    public static IReadOnlyList<ClassifiedRead> Into(IInvocationOperation call, INamedTypeSymbol? caller, ClassifiedData data)
    {
        var flow = new PromptFlow(call, caller, data);
        foreach (var argument in call.Arguments)
        {
            flow.Visit(argument.Value);
        }

        return flow._found;
    }

    private void Visit(IOperation? operation)
    {
        if (operation is null or { ConstantValue.HasValue: true } or INameOfOperation or IAwaitOperation or IInstanceReferenceOperation || IsRedaction(operation) || IsOptions(operation))
        {
            return;
        }

        if (_data.Classification(operation) is { } classification)
        {
            _found.Add(new(operation, classification));
            return;
        }

        if (operation.Type is { } type && !CanCarry(type))
        {
            return;
        }

        switch (operation)
        {
            case IConditionalOperation choice:
                Visit(choice.WhenTrue);
                Visit(choice.WhenFalse);
                break;
            case ILocalReferenceOperation { Local: var local }:
                VisitLocal(local);
                break;
            case IAnonymousFunctionOperation function when !IsProjection(function):
                break;
            case IInvocationOperation call:
                Visit(call.Instance);
                if (IsSerialization(call))
                {
                    VisitSerialized(call);
                }
                else if (MakesText(call.TargetMethod))
                {
                    VisitAll(call.Arguments);
                }

                break;
            default:
                VisitAll(operation.ChildOperations);
                break;
        }
    }

    private void VisitAll(IEnumerable<IOperation> operations)
    {
        foreach (var operation in operations)
        {
            Visit(operation);
        }
    }

    /// <summary>All that the member puts into a local, in whatever order.</summary>
    private void VisitLocal(ILocalSymbol local)
    {
        if (!_seen.Add(local))
        {
            return;
        }

        foreach (var operation in _root.Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, local):
                    Visit(declarator.GetVariableInitializer()?.Value);
                    break;
                case IAssignmentOperation assignment when IsLocal(assignment.Target):
                    Visit(assignment.Value);
                    break;
                case IInvocationOperation { Instance: { } receiver, TargetMethod.Name: var name } call when IsFilling(name) && IsLocal(receiver):
                    VisitAll(call.Arguments);
                    break;
            }
        }

        bool IsLocal(IOperation operation) => operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local);
    }

    private void VisitSerialized(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            var value = argument.Value;
            while (value is IConversionOperation conversion)
            {
                value = conversion.Operand;
            }

            if (value.Type is { } type && _data.ClassificationOfMembers(type) is { } classification && !IsOptions(value))
            {
                _found.Add(new(value, classification));
            }
            else
            {
                Visit(value);
            }
        }
    }

    private static bool IsFilling(string name) =>
        name.StartsWith("Add", StringComparison.Ordinal) || name.StartsWith("Append", StringComparison.Ordinal) || name.StartsWith("Insert", StringComparison.Ordinal);

    private static bool IsSerialization(IInvocationOperation call) =>
        call.TargetMethod.Name.StartsWith("Serialize", StringComparison.Ordinal) && call.TargetMethod.ContainingType.Name is "JsonSerializer" or "JsonConvert";

    private static bool IsRedaction(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.Name: var name } && name.IndexOf("Redact", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Options say how to answer; their user ids and names are recorded elsewhere, or nowhere.</summary>
    private static bool IsOptions(IOperation operation) =>
        operation is IObjectCreationOperation { Type.Name: var name } && name.EndsWith("Options", StringComparison.Ordinal);

    /// <summary><c>Select(c => c.Name)</c> hands on what it reads; a predicate or a key does not.</summary>
    private static bool IsProjection(IAnonymousFunctionOperation function) =>
        function.Parent is IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: var name } } } && Projections.Contains(name);

    /// <summary>A static method, a text's own, and one beside the call are taken to put their arguments into what they return; others may look something up.</summary>
    private bool MakesText(IMethodSymbol method) =>
        method.IsStatic
        || method.ContainingType.SpecialType == SpecialType.System_String
        || method.ContainingType.Name == "StringBuilder"
        || SymbolEqualityComparer.Default.Equals(method.ContainingType, _caller)
        || method.MethodKind == MethodKind.LocalFunction;

    /// <summary>A length or an answer to a question does not tell the text that it was taken from.</summary>
    private static bool CanCarry(ITypeSymbol type) => type.TypeKind != TypeKind.Enum && type.SpecialType is not (
        SpecialType.System_Boolean or SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
        or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
        or SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal or SpecialType.System_DateTime);
}

/// <summary>A place where classified data is read.</summary>
/// <param name="Operation">What reads it.</param>
/// <param name="Classification">The attribute's name, without <c>Attribute</c>.</param>
internal sealed record ClassifiedRead(IOperation Operation, string Classification);
