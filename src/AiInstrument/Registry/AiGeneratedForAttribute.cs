namespace AiInstrument.Registry;

/// <summary>Generated: the contract that an assembly's generated code was written for, so that a build which references the assembly compares it with its runtime's.</summary>
/// <param name="contract">The contract.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class AiGeneratedForAttribute(int contract) : Attribute
{
    /// <summary>The contract; see <see cref="AiContract.Version"/>.</summary>
    public int Contract { get; } = contract;
}
