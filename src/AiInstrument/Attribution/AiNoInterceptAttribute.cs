namespace AiInstrument;

/// <summary>Keeps the generator from intercepting LLM calls inside the marked member. The calls stay in the registry, as escapes.</summary>
[AttributeUsage(
    AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface
    | AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property,
    Inherited = false)]
public sealed class AiNoInterceptAttribute : Attribute;
