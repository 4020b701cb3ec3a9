namespace AiInstrument.Registry;

/// <summary>
/// What generated code and the runtime agree on. Both come with the package AiInstrument; where a build brings them together from two versions, it fails
/// instead of measuring wrongly: the generator compares the runtime's number with its own, and with those that referenced assemblies were generated for (AII0017).
/// </summary>
public static class AiContract
{
    /// <summary>The contract of this runtime. Raised, here and in the generator, at a change that generated code of before cannot live with.</summary>
    public const int Version = 1;
}
