namespace AiInstrument.Registry;

/// <summary>Generated for each declared feature so that referencing projects see it at compile time (AII0003 across assemblies).</summary>
/// <param name="id">The feature's id.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class AiDeclaredFeatureAttribute(string id) : Attribute
{
    /// <summary>The feature's id.</summary>
    public string Id { get; } = id;

    /// <summary>The ids that the feature had before, or null.</summary>
    public string[]? FormerIds { get; set; }
}
