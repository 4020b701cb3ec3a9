namespace AiInstrument;

/// <summary>
/// Declares a feature: the purpose that LLM calls inside the marked member serve.
/// The innermost declaration wins: lambda, local function, method, property, type, outer types, assembly.
/// </summary>
/// <remarks>An id is declared once (AII0003). To use a declared feature elsewhere, open <c>AiScope.Feature</c>.</remarks>
/// <param name="id">Lower-case words joined by dots, dashes or underscores, for example <c>ticket.summarize</c> (AII0004).</param>
[AttributeUsage(
    AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface
    | AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property,
    Inherited = false)]
public sealed class AiFeatureAttribute(string id) : Attribute
{
    /// <summary>The feature's id.</summary>
    public string Id { get; } = id;

    /// <summary>One of <see cref="AiCategory"/> or a category of your own. Null means <see cref="AiCategory.General"/>.</summary>
    public string? Category { get; set; }

    /// <summary>The team or person that answers for what the feature spends.</summary>
    public string? Owner { get; set; }

    /// <summary>Free text that tells what the feature does.</summary>
    public string? Purpose { get; set; }
}
