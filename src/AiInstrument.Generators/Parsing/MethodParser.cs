using AiInstrument.Catalog;
using AiInstrument.Catalog.Calls;
using AiInstrument.Catalog.Symbols;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiInstrument.Generators.Parsing;

/// <summary>Writes a called method's definition down as text that compiles in another file.</summary>
internal static class MethodParser
{
    // Without nullable annotations: C# 8 takes none on a type parameter, and no caller sees an interceptor.
    private static readonly SymbolDisplayFormat s_type = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>Names that bodies declare themselves.</summary>
    private static readonly string[] s_reserved = ["target", "site", "call", "result", "source", "error", "c", "r", "feature"];

    /// <summary>What SDKs call a prompt of one text.</summary>
    private static readonly string[] s_prompts = ["prompt", "chatMessage", "userInputText", "userMessage", "message", "input", "text", "contents"];

    /// <summary>A method that calls no model itself: no adapter reads its calls.</summary>
    public static MethodSpec Parse(IMethodSymbol target, CallShape shape) => Parse(target, row: null, shape, isGeneric: true);

    public static MethodSpec Parse(IMethodSymbol target, LlmMethod? row, CallShape shape, bool isGeneric)
    {
        var method = DeclaredMethod.Of(target);
        var type = method.ContainingType;
        var receiver = method switch
        {
            { IsExtensionMethod: true } => ReceiverKind.Extension,
            { IsStatic: true } => ReceiverKind.Static,
            { ContainingType.IsValueType: true } => ReceiverKind.Struct,
            _ => ReceiverKind.Reference,
        };

        return new MethodSpec(
            BodyName(method),
            Escaped(method.Name),
            shape,
            type.ToDisplayString(s_type),
            receiver,
            // A gateway may be any clients at once: it is read as none.
            isGeneric || row is null ? "object" : ClientType(receiver == ReceiverKind.Extension ? method.Parameters[0].Type : type, row),
            method.ReturnType.ToDisplayString(s_type),
            ItemType(method.ReturnType, shape),
            TypeParameters(method).Select(TypeParameter).ToEquatableArray(),
            method.TypeParameters.Length,
            method.Parameters.Select(p => Parameter(p, row)).ToEquatableArray());
    }

    /// <summary>Two overloads share type and name; the hash of the definition tells them apart and survives new neighbours.</summary>
    private static string BodyName(IMethodSymbol method) =>
        method.ContainingType.Name + "_" + method.Name + "_" + StableHash.Of(method.GetDocumentationCommentId() ?? method.ToDisplayString()).Substring(0, 8);

    /// <summary>
    /// The client type under which adapters know the receiver. A class may be two clients at once (chat and embeddings):
    /// the row says as which one it is called.
    /// </summary>
    private static string? ClientType(ITypeSymbol receiver, LlmMethod row)
    {
        for (var type = receiver; type is not null; type = type.BaseType)
        {
            if (Matches(type, row))
            {
                return SymbolEqualityComparer.Default.Equals(type, receiver) ? null : type.ToDisplayString(s_type);
            }
        }

        return receiver.AllInterfaces.FirstOrDefault(i => Matches(i, row))?.ToDisplayString(s_type);
    }

    private static bool Matches(ITypeSymbol type, LlmMethod row) =>
        row.Type.EndsWith(type.MetadataName, StringComparison.Ordinal)
        && row.Type == (type.ContainingNamespace is { IsGlobalNamespace: false } ns ? ns.ToDisplayString() + "." : "") + type.MetadataName;

    private static string? ItemType(ITypeSymbol returnType, CallShape shape) => shape switch
    {
        CallShape.Task => null,
        CallShape.Value => returnType.ToDisplayString(s_type),
        CallShape.TaskOfStreamingResult => Argument(Argument(returnType))?.ToDisplayString(s_type),
        _ => Argument(returnType)?.ToDisplayString(s_type),
    };

    private static ITypeSymbol? Argument(ITypeSymbol? type) => (type as INamedTypeSymbol)?.TypeArguments.FirstOrDefault();

    private static IEnumerable<ITypeParameterSymbol> TypeParameters(IMethodSymbol method)
    {
        var containing = new Stack<INamedTypeSymbol>();
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            containing.Push(type);
        }

        return containing.SelectMany(t => t.TypeParameters).Concat(method.TypeParameters);
    }

    private static TypeParameterSpec TypeParameter(ITypeParameterSymbol parameter)
    {
        var constraints = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
        {
            constraints.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            constraints.Add("struct");
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            constraints.Add("class");
        }
        else if (parameter.HasNotNullConstraint)
        {
            constraints.Add("notnull");
        }

        constraints.AddRange(parameter.ConstraintTypes.Select(t => t.ToDisplayString(s_type)));
        if (parameter.HasConstructorConstraint)
        {
            constraints.Add("new()");
        }

        if (parameter.AllowsRefLikeType)
        {
            constraints.Add("allows ref struct");
        }

        return new TypeParameterSpec(Escaped(parameter.Name), string.Join(", ", constraints));
    }

    private static ParameterSpec Parameter(IParameterSymbol parameter, LlmMethod? row)
    {
        var name = s_reserved.Contains(parameter.Name) ? parameter.Name + "Argument" : Escaped(parameter.Name);
        var modifier = parameter.RefKind switch
        {
            RefKind.Ref => "ref",
            RefKind.Out => "out",
            RefKind.In => "in",
            RefKind.RefReadOnlyParameter => "ref readonly",
            _ => "",
        };

        return new ParameterSpec(parameter.Type.ToDisplayString(s_type), name, modifier, GeneratedLanguage.IsScoped(parameter), row is null ? ParameterRole.Other : Role(parameter, row));
    }

    private static ParameterRole Role(IParameterSymbol parameter, LlmMethod row)
    {
        if (parameter.RefKind != RefKind.None || parameter is { Ordinal: 0, ContainingSymbol: IMethodSymbol { IsExtensionMethod: true } })
        {
            return ParameterRole.Other;
        }

        if (parameter.Type.SpecialType == SpecialType.System_String)
        {
            return row.ModelParameter == parameter.Name ? ParameterRole.Model
                : IsConversation(row) && s_prompts.Contains(parameter.Name) ? ParameterRole.Content
                : row.Operation == LlmOperation.Speech && parameter.Name is ("text" or "input") ? ParameterRole.Spoken
                : ParameterRole.Other;
        }

        return parameter.Type.TypeKind is TypeKind.Class ? ParameterRole.Request
            : IsConversation(row) && IsSequence(parameter.Type) ? ParameterRole.Content
            : ParameterRole.Other;
    }

    private static bool IsConversation(LlmMethod row) =>
        row.Operation is LlmOperation.Chat or LlmOperation.TextCompletion or LlmOperation.GenerateContent or LlmOperation.InvokeAgent;

    private static bool IsSequence(ITypeSymbol type) =>
        type is IArrayTypeSymbol { ElementType.TypeKind: TypeKind.Class or TypeKind.Interface }
        || (type is INamedTypeSymbol { TypeKind: TypeKind.Interface, TypeArguments.Length: 1 } sequence
            && (sequence.Name == "IEnumerable" || sequence.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)));

    private static string Escaped(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
