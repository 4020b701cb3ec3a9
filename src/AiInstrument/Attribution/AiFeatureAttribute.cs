namespace AiInstrument;

/// <summary>
/// Declares a feature: the purpose that LLM calls inside the marked member serve.
/// The innermost declaration wins: lambda, local function, method, property, type, outer types, assembly.
/// </summary>
/// <remarks>An id is declared once (AII0003). To use a declared feature elsewhere, open <c>AiScope.Feature</c>.</remarks>
[AttributeUsage(
    AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface
    | AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property,
    Inherited = false)]
public sealed class AiFeatureAttribute : Attribute
{
    /// <summary>Declares a feature.</summary>
    /// <param name="id">Lower-case words joined by dots, dashes or underscores, for example <c>ticket.summarize</c> (AII0004).</param>
    public AiFeatureAttribute(string id) => Id = id;

    /// <summary>Marks code that several features share: say <c>FromCaller = true</c> (AII0004).</summary>
    public AiFeatureAttribute()
    {
    }

    /// <summary>The feature's id; null where the feature is the caller's.</summary>
    public string? Id { get; }

    /// <summary>
    /// LLM calls inside serve the feature of whoever calls the marked member: a gateway of one's own, a helper, a repository.
    /// Each call of the member then needs a feature, as a call of the model would (AII0002), and hands it over.
    /// On a type it holds for the type's methods; on an interface's or a virtual method for what implements or overrides it.
    /// </summary>
    public bool FromCaller { get; set; }

    /// <summary>One of <see cref="AiCategory"/> or a category of your own. Null means <see cref="AiCategory.General"/>.</summary>
    public string? Category { get; set; }

    /// <summary>The team or person that answers for what the feature spends.</summary>
    public string? Owner { get; set; }

    /// <summary>Free text that tells what the feature does.</summary>
    public string? Purpose { get; set; }

    /// <summary>
    /// The ids that the feature had before: what was recorded under them counts for the feature. Keep every one that still has records.
    /// A former id is no other feature's, neither now nor before (AII0003).
    /// </summary>
    public string[]? FormerIds { get; set; }
}
