namespace AiInstrument;

/// <summary>
/// Says that calls of the marked method are model calls: for a gateway of your own around an SDK or an API that AiInstrument
/// does not know. Each call is intercepted where it stands, held to AII0001 and AII0002, and recorded with its attribution and
/// duration; with tokens where the method returns a type of a supported SDK, else as a call of unknown usage.
/// </summary>
/// <remarks>
/// What the method itself calls is part of it and recorded nowhere else: mark no method that calls a supported SDK.
/// On an interface's or a virtual method it holds for what implements or overrides it.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class AiModelCallAttribute : Attribute
{
    /// <summary>The operation as <c>gen_ai.operation.name</c> spells it. Null means <c>chat</c>.</summary>
    public string? Operation { get; set; }

    /// <summary>The provider as <c>gen_ai.provider.name</c> spells it, or null when only the run time knows.</summary>
    public string? Provider { get; set; }
}
