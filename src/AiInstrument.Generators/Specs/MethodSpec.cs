
using AiInstrument.Catalog.Calls;

namespace AiInstrument.Generators.Specs;

/// <summary>A method that is called at one or more call sites, as its definition declares it. Everything is text that compiles anywhere.</summary>
/// <param name="BodyName">The name of the shared body, unique for the method.</param>
/// <param name="Name">The method's name.</param>
/// <param name="Shape">How it hands its result back.</param>
/// <param name="ContainingType">The declaring type, with its type parameters.</param>
/// <param name="Receiver">What the method is called on.</param>
/// <param name="ClientType">The catalog's type of the receiver when it is not the declaring type: what adapters know.</param>
/// <param name="ReturnType">The return type.</param>
/// <param name="ItemType">What comes out of the result: the awaited value or the streamed item; null for a plain task.</param>
/// <param name="TypeParameters">Type parameters of containing types and method, outermost first.</param>
/// <param name="MethodTypeParameterCount">How many of them, from the end, are the method's own.</param>
/// <param name="Parameters">The parameters; of an extension method, with the receiver.</param>
internal sealed record MethodSpec(
    string BodyName,
    string Name,
    CallShape Shape,
    string ContainingType,
    ReceiverKind Receiver,
    string? ClientType,
    string ReturnType,
    string? ItemType,
    EquatableArray<TypeParameterSpec> TypeParameters,
    int MethodTypeParameterCount,
    EquatableArray<ParameterSpec> Parameters);

/// <summary>What a method is called on.</summary>
internal enum ReceiverKind
{
    /// <summary>A class or interface.</summary>
    Reference,

    /// <summary>A struct: the interceptor takes it by reference.</summary>
    Struct,

    /// <summary>Nothing: an extension method, whose receiver is its first parameter.</summary>
    Extension,

    /// <summary>Nothing at all: a static method.</summary>
    Static,
}

/// <summary>A type parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Constraints">What follows the colon of its where clause, or empty.</param>
internal sealed record TypeParameterSpec(string Name, string Constraints);

/// <summary>A parameter.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name, escaped, and none of the names that bodies use themselves.</param>
/// <param name="Modifier"><c>ref</c>, <c>in</c>, <c>out</c>, <c>ref readonly</c> or empty.</param>
/// <param name="IsScoped">Whether it is <c>scoped</c>: an interceptor must say so too.</param>
/// <param name="Role">What an adapter can read from it.</param>
internal sealed record ParameterSpec(string Type, string Name, string Modifier, bool IsScoped, ParameterRole Role)
{
    /// <summary>How the parameter is declared.</summary>
    public string Declaration => (IsScoped ? "scoped " : "") + (Modifier.Length == 0 ? "" : Modifier + " ") + Type + " " + Name;

    /// <summary>How the parameter is passed on.</summary>
    public string Argument => Modifier switch
    {
        "" => Name,
        "ref readonly" => "in " + Name,
        _ => Modifier + " " + Name,
    };
}

/// <summary>What a parameter tells about the request.</summary>
internal enum ParameterRole
{
    /// <summary>Nothing that an adapter reads: a value, a string, a cancellation token.</summary>
    Other,

    /// <summary>An object that an adapter may know.</summary>
    Request,

    /// <summary>The model's name.</summary>
    Model,

    /// <summary>Messages or a prompt, which adapters read where content is captured.</summary>
    Content,

    /// <summary>The text that is spoken, which is billed by its characters.</summary>
    Spoken,
}
